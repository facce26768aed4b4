"""The look that an organisation changes: tokens, the mark, and the script that reads words."""

from pathlib import Path

FOLDER = Path(__file__).parent
