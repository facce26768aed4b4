"""Hears what a clip sounds like, by other means than the product's."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import soundfile

RATE = 22_050


def heard(file: Path | bytes) -> np.ndarray:
    samples, rate = soundfile.read(io.BytesIO(file) if isinstance(file, bytes) else file)
    assert (rate, samples.ndim) == (RATE, 1), "mono, 22.05 kHz"
    return samples


def peak_db(samples: np.ndarray) -> float:
    return 20 * np.log10(np.abs(samples).max())


def level_db(samples: np.ndarray) -> float:
    """Of the louder half of its 20 ms pieces, above 200 Hz: what carries through a hall."""
    spectrum = np.fft.rfft(samples)
    spectrum[np.fft.rfftfreq(len(samples), 1 / RATE) < 200] = 0
    pieces = pieces_of(np.fft.irfft(spectrum, len(samples)), 0.020)
    power = np.sort((pieces**2).mean(axis=1))
    return 10 * np.log10(power[len(power) // 2 :].mean())


def silence_s(samples: np.ndarray) -> tuple[float, float]:
    """At the head and the tail: what stays 40 dB below the clip's peak."""
    loud = np.flatnonzero(np.abs(samples) > np.abs(samples).max() / 100)
    return loud[0] / RATE, (len(samples) - 1 - loud[-1]) / RATE


def pitch(samples: np.ndarray) -> list[float]:
    """Hertz of the voiced pieces in their order, by the strongest return of the wave within 60 to 250 Hz."""
    found = []
    for piece in pieces_of(samples, 0.040):
        wave = piece - piece.mean()
        returns = np.correlate(wave, wave, "full")[len(wave) - 1 :]
        low, high = RATE // 250, RATE // 60
        best = low + int(returns[low:high].argmax())
        if returns[0] > 1e-2 and returns[best] > 0.4 * returns[0]:
            found.append(RATE / best)
    return found


def picture(samples: np.ndarray) -> np.ndarray:
    """The sound as 24 moments by 40 bands of pitch, in decibels, whatever its length."""
    width = 512
    places = np.linspace(0, len(samples) - width, 24).astype(int)
    power = np.abs(np.fft.rfft([samples[place : place + width] * np.hanning(width) for place in places])) ** 2
    edges = np.unique(np.geomspace(2, width // 2, 41).astype(int))
    bands = np.add.reduceat(power, edges[:-1], axis=1)
    return 10 * np.log10(np.maximum(bands, 1e-6))


def unlikeness(one: np.ndarray, other: np.ndarray) -> float:
    """Decibels by which two pictures of sounds differ on average."""
    return float(np.abs(one - other).mean())


def pieces_of(samples: np.ndarray, seconds: float) -> np.ndarray:
    width = int(seconds * RATE)
    return samples[: len(samples) // width * width].reshape(-1, width)
