"""Threads, executors and pools: the same results where Python has threads and where it has none."""

from cloche.runtime.threads import serial

SERIAL = not serial.have_threads()
if SERIAL:
    serial.install()


async def scenario_executors_give_results_in_order_and_exceptions_where_they_are_asked_for(kernel):
    await kernel.start(
        a="""
        from concurrent.futures import ThreadPoolExecutor, as_completed, wait
        def square(n): return n * n
        with ThreadPoolExecutor(max_workers=4) as pool:
            squares = list(pool.map(square, range(5)))
            futures = [pool.submit(square, n) for n in range(3)]
            later = sorted(f.result() for f in as_completed(futures))
            wait(futures)
            failed = pool.submit(lambda: 1 / 0)
        type(failed.exception()).__name__, squares, later
        """,
        b="pool.submit(square, 1)",
    )

    assert kernel.output("a") == "('ZeroDivisionError', [0, 1, 4, 9, 16], [0, 1, 4])"
    assert kernel.error("b").exception == "RuntimeError"


async def scenario_threads_are_joined(kernel):
    await kernel.start(
        a="""
        import threading
        found = {}
        lock = threading.Lock()
        def work(n):
            with lock:
                found[n] = threading.current_thread().name
        threads = [threading.Thread(target=work, args=(n,), name=f"t{n}") for n in range(3)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        sorted(found.items()), any(thread.is_alive() for thread in threads), threading.current_thread().name
        """
    )

    assert kernel.output("a") == "([(0, 't0'), (1, 't1'), (2, 't2')], False, 'MainThread')"


async def scenario_workers_empty_a_queue_that_is_waited_for(kernel):
    await kernel.start(
        a="""
        import queue, threading, warnings
        warnings.simplefilter("ignore")
        q, done = queue.Queue(), []
        def worker():
            while True:
                done.append(q.get() * 2)
                q.task_done()
        threading.Thread(target=worker, daemon=True).start()
        for n in range(4): q.put(n)
        q.join()
        done
        """
    )

    assert kernel.output("a") == "[0, 2, 4, 6]"


async def scenario_a_thread_of_the_cell_prints_into_it(kernel):
    await kernel.start(
        a="""
        import threading
        import cloche as cl
        threading.excepthook = threading.__excepthook__
        def work():
            print("from beside", cl.current_thread().should_exit)
            cl.output.append("shown")
            1 / 0
        thread = cl.Thread(target=work)
        thread.start()
        thread.join()
        """,
        b="cl.current_thread()",
    )

    assert kernel.printed("a") == "from beside False\n"
    assert "ZeroDivisionError" in kernel.printed("a", "stderr")
    assert "shown" in str(kernel.page.outputs["a"])
    assert kernel.error("b").exception == "RuntimeError"


async def scenario_a_thread_learns_that_its_cell_was_run_again_or_deleted(kernel):
    await kernel.start(a="import cloche as cl", b="t = cl.Thread(target=lambda: None)\nt.start()\nt.join()", c="0")

    first = kernel["t"]
    assert not first.should_exit
    await kernel.rerun("b")
    assert first.should_exit
    second = kernel["t"]
    await kernel.delete("b")
    assert second.should_exit

    await kernel.run(c="t = cl.Thread(target=lambda: None)\nt.start()\nkept = [t]\n1 / 0")
    assert kernel["kept"][0].should_exit


async def scenario_to_thread_runs_and_keeps_the_cell(kernel):
    await kernel.start(
        a="import asyncio\ndef work(n):\n    print('working')\n    return n + 1\nawait asyncio.to_thread(work, 1)"
    )

    assert kernel.output("a") == "2"
    assert kernel.printed("a") == "working\n"


async def scenario_a_pool_of_processes_gives_the_same_results(kernel):
    if not SERIAL:
        return  # real processes cannot see what a cell defines, unless they are forked
    await kernel.start(
        a="""
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing.pool import ThreadPool
        def take(items):
            items.append(len(items))
            return items
        mine = [7]
        with multiprocessing.Pool(4) as pool:
            mapped = pool.map(take, [mine, [1, 2]]), pool.apply_async(take, ([],)).get(), list(pool.imap(abs, [-1]))
        with ProcessPoolExecutor() as executor:
            more = list(executor.map(take, [mine], chunksize=1))
        mapped, more, mine, ThreadPool(2).starmap(pow, [(2, 3)])
        """,
        b="multiprocessing.Process(target=print).start()",
    )

    assert kernel.output("a") == "(([[7, 1], [1, 2, 2]], [0], [1]), [[7, 1]], [7], [8])"
    assert "processes" in kernel.error("b").problem


async def scenario_what_one_thread_cannot_do_says_so(kernel):
    if not SERIAL:
        return
    await kernel.start(
        a="import threading, queue",
        b="threading.Lock().__enter__()\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
        c="queue.Queue().get()",
        d="threading.Timer(1, print).start()",
        e="queue.SimpleQueue().get()",
        f="queue.Queue().get(timeout=0.01)",
        g="lock2 = threading.Lock()\nwith lock2: pass\nthreading.Event().wait(0.01), lock2.locked()",
    )

    for cell in "bce":
        assert kernel.error(cell).exception == "NeverEndsError", kernel.error(cell)
    assert "call_later" in kernel.error("d").problem
    assert kernel.error("f").exception == "Empty"
    assert kernel.output("g") == "(False, False)"


async def scenario_an_interrupt_in_a_thread_ends_the_cell(kernel):
    if not SERIAL:
        return  # a real thread hears no interrupt
    await kernel.start(
        a="import threading\nfrom concurrent.futures import ThreadPoolExecutor\ndef work(): raise KeyboardInterrupt",
        b="threading.Thread(target=work).start()",
    )
    assert kernel.code("b") == "interrupted"

    await kernel.run(c="ThreadPoolExecutor().submit(work)")

    assert kernel.code("c") == "interrupted"
