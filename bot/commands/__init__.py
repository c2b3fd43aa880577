"""The commands of `python -m bot`, one module each, with a `run(arguments) -> exit status`."""
