import cloche

__generated_with = "0.1.0"
app = cloche.App()


if __name__ == "__main__":
    app.run()
