"""Builds the packs that the wheel carries: `python -m display.voice DIR KIOSK_DIR`; on standard input JSON with the
usual `script` of halls, and with `words`, what the pages of kiosks say in each language."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from display.voice.kiosk import guide_clips
from display.voice.pack import build_pack
from display.voice.script import Script, needed

told = json.load(sys.stdin)
hall = needed(Script(**told["script"]))
build_pack(hall.values(), Path(sys.argv[1]))
kiosk = guide_clips(told["words"])
build_pack([kiosk[name] for name in kiosk.keys() - hall.keys()], Path(sys.argv[2]), with_chime=False)
