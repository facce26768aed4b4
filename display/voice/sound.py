"""Sound as numbers: measuring it, trimming and levelling it, a chime, and files that are the same for the same sound.

Samples are floats within -1 and 1, mono. Levels are in decibels below full scale (dBFS).
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from display.voice.ogg import same_serial

Samples = npt.NDArray[np.float64]

RATE = 22_050
LOUDNESS = -18.0
"""What every clip has, so that no word is lost between two louder ones."""
CLOSE = 0.05
"""Nobody hears a smaller difference."""
CEILING = -4.0
"""Peaks before they are stored; Vorbis adds up to half a decibel, and none may pass -3."""
SILENCE = -45.0
"""Below the clip's own peak."""
HEAD_S, TAIL_S = 0.008, 0.020
"""What is left before the first and after the last sound, for the ear not to hear a cut."""
FLOOR = 1e-9
SMALLEST = 1.0
"""Of libsndfile's levels: still clear speech, without the sparkle."""


def from_raw(data: bytes, rate: int) -> Samples:
    """16-bit samples as espeak-ng gives them."""
    return _at_rate(np.frombuffer(data, "<i2").astype(np.float64) / 32_768, rate)


def from_file(path: Path) -> Samples:
    """A sound file of any rate, its channels put together; soundfile.LibsndfileError if it is none."""
    read, rate = soundfile.read(path, dtype="float64", always_2d=True)
    return _at_rate(read.mean(axis=1), rate)


def milliseconds(samples: Samples) -> int:
    return round(1000 * len(samples) / RATE)


def decibels(amplitude: float) -> float:
    return 20 * float(np.log10(max(amplitude, FLOOR)))


def peak(samples: Samples) -> float:
    return decibels(float(np.abs(samples).max(initial=0)))


def loudness(samples: Samples) -> float:
    """As the ear weighs it (ITU-R BS.1770: treble up by 4 dB, deep bass out), where there is sound."""
    if not len(samples):
        return decibels(0)
    power = _windows(_as_heard(samples), 0.030) ** 2
    return 10 * float(np.log10(max(power[power > power.max() / 100].mean() if power.any() else 0, FLOOR**2)))


def silences(samples: Samples) -> tuple[float, float]:
    """Seconds of silence at the head and at the tail."""
    heard = _heard(samples)
    return (heard[0] / RATE, (len(samples) - heard[1]) / RATE)


def trimmed(samples: Samples) -> Samples:
    """Without the silence around it, and begun and ended softly."""
    first, last = _heard(samples)
    cut = samples[max(0, first - int(HEAD_S * RATE)) : last + int(TAIL_S * RATE)].copy()
    rise, fall = int(HEAD_S * RATE / 2), int(TAIL_S * RATE)
    cut[:rise] *= np.linspace(0, 1, rise)[: len(cut)]
    cut[-fall:] *= np.linspace(1, 0, fall)[-len(cut) :]
    return cut


def levelled(samples: Samples) -> Samples:
    """At `LOUDNESS`, with the peaks bent below `CEILING`; each round gives back what the bending took."""
    made = samples
    for _ in range(8):
        lacks = LOUDNESS - loudness(made)
        if abs(lacks) < CLOSE:
            break
        made = _bent(made * 10 ** (lacks / 20))
    return made


def chime() -> Samples:
    """Two falling notes, a minor third apart, 0.68 s: our own, made here."""
    moments = np.arange(int(0.68 * RATE)) / RATE
    made = np.zeros_like(moments)
    for start, pitch in ((0.0, 880.0), (0.24, 739.99)):
        since = np.clip(moments - start, 0, None)
        bell = sum(np.sin(2 * np.pi * pitch * part * since) / part**2 for part in (1, 2, 3))
        made += np.where(moments >= start, bell * np.exp(-since / 0.16) * np.clip(since / 0.004, 0, 1), 0)
    made[-int(0.06 * RATE) :] *= np.linspace(1, 0, int(0.06 * RATE))
    return levelled(made)


def as_ogg(samples: Samples, small: bool = False) -> bytes:
    """Ogg Vorbis; the same samples give the same bytes. A `small` one takes two thirds of the room."""
    file = io.BytesIO()
    how = {"compression_level": SMALLEST} if small else {}
    soundfile.write(file, samples, RATE, format="OGG", subtype="VORBIS", **how)
    return same_serial(file.getvalue())


def _at_rate(samples: Samples, rate: int) -> Samples:
    if rate == RATE:
        return samples
    moments = np.arange(round(len(samples) * RATE / rate)) / RATE
    return np.interp(moments, np.arange(len(samples)) / rate, samples)


def _windows(samples: Samples, seconds: float) -> Samples:
    """The effective value of each window; a last short one counts as it is."""
    width = int(seconds * RATE)
    starts = np.arange(0, len(samples), width)
    lengths = np.minimum(width, len(samples) - starts)
    return np.sqrt(np.add.reduceat(samples**2, starts) / lengths)


def _heard(samples: Samples) -> tuple[int, int]:
    """The first and the last place at which something is heard; the whole, if nothing is."""
    width = int(0.005 * RATE)
    if not len(samples):
        return (0, 0)
    level = _windows(samples, 0.005)
    loud = np.flatnonzero(level > np.abs(samples).max() * 10 ** (SILENCE / 20))
    return (
        (int(loud[0]) * width, min(len(samples), (int(loud[-1]) + 1) * width))
        if len(loud)
        else (0, len(samples))
    )


def _as_heard(samples: Samples) -> Samples:
    # As many as a power of two: a transform of any other length takes up to thirty times as long.
    padded = 1 << (len(samples) - 1).bit_length()
    spectrum = np.fft.rfft(samples, padded)
    pitch = np.fft.rfftfreq(padded, 1 / RATE)
    treble = 1 + (10 ** (4 / 20) - 1) * pitch**2 / (pitch**2 + 1_500.0**2)
    bass = pitch**2 / (pitch**2 + 38.0**2)
    return np.fft.irfft(spectrum * treble * bass, padded)[: len(samples)]


def _bent(samples: Samples) -> Samples:
    """Peaks above half of the ceiling bend towards it, and none passes it."""
    most = 10 ** (CEILING / 20)
    knee = most / 2
    over = np.abs(samples) - knee
    bent = knee + (most - knee) * np.tanh(over / (most - knee))
    return np.where(over > 0, np.sign(samples) * bent, samples)
