import cloche

__generated_with = "0.1.0"
app = cloche.App()

with app.setup:
    # nothing yet
    pass


if __name__ == "__main__":
    app.run()
