"""A program of its own that speaks through the library of `espeakng-loader`: never imported by anything of ours.

On standard input one JSON list of `{"voice", "pace", "text", "file"}`, `pace` in words a minute. It writes each as
16-bit mono samples without a head, and says the sample rate. The library is GPL, so it is used from outside only.
"""

import ctypes
import json
import os
import sys
from pathlib import Path

import espeakng_loader

SYNCHRONOUS = 2
UTF_8 = 1
RATE, VOLUME = 1, 2
QUIETER = 60
"""At the library's own 100 open vowels are clipped."""
HEAR = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def opened() -> tuple[ctypes.CDLL, int]:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    sample_rate = library.espeak_Initialize(SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
    if sample_rate <= 0:
        sys.exit("espeak-ng finds no voices")
    return library, sample_rate


def speak(clip: dict[str, str]) -> None:
    heard = bytearray()

    def keep(samples, count, _events):  # type: ignore[no-untyped-def]
        heard.extend(ctypes.string_at(samples, 2 * count) if samples and count else b"")
        return 0

    library, _ = opened()
    hear = HEAR(keep)  # stays alive for as long as the library may call it
    library.espeak_SetSynthCallback(hear)
    if library.espeak_SetVoiceByName(clip["voice"].encode()) != 0:
        sys.exit(f"espeak-ng has no voice {clip['voice']}")
    library.espeak_SetParameter(RATE, int(clip["pace"]), 0)
    library.espeak_SetParameter(VOLUME, QUIETER, 0)
    text = clip["text"].encode() + b"\0"
    library.espeak_Synth(text, len(text), 0, 1, 0, UTF_8, None, None)
    library.espeak_Synchronize()
    Path(clip["file"]).write_bytes(heard)


def apart(clips: list[dict[str, str]]) -> None:
    """Each in a process of its own, because what the library said before changes the hiss of what it says next; as
    many at a time as there are processors."""
    running: dict[int, str] = {}
    asker = os.getppid()
    for clip in clips:
        if os.getppid() != asker:
            sys.exit("nobody listens any more")
        if len(running) == (os.cpu_count() or 1):
            ended(running)
        child = os.fork()
        if not child:
            speak(clip)
            os._exit(0)
        running[child] = clip["text"]
    while running:
        ended(running)


def ended(running: dict[int, str]) -> None:
    child, fault = os.wait()
    text = running.pop(child)
    if fault:
        sys.exit(f"espeak-ng did not say {text}")


if __name__ == "__main__":
    apart(json.load(sys.stdin))
    json.dump(opened()[1], sys.stdout)
