"""The command line: what was typed becomes orders, and what came of them is shown."""
