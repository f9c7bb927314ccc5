"""`python -m generator` is the command `casebook`."""
from generator.cli import main

main()
