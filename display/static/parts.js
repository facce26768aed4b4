// Paints parts: copies of the page's `<template>`s with their `data-slot`s filled.

const HOOKS = ["number", "counter"];
const LONG = 16;
const VERY_LONG = 32;
const shown = new WeakMap();

/**
 * Shows `parts`, each `{template, slots, mark?, data?}`, in `place`, and only if they differ from what it
 * shows: a screen reader hears news, an animation runs once. True when it painted.
 */
export function show(place, parts) {
  const wanted = JSON.stringify(parts);
  if (shown.get(place) === wanted) return false;
  shown.set(place, wanted);
  place.replaceChildren(...parts.map(copy));
  return true;
}

function copy({ template, slots = {}, mark, data = {} }) {
  const part = document.getElementById(template).content.cloneNode(true);
  for (const place of part.querySelectorAll("[data-slot]")) fill(place, slots[place.dataset.slot]);
  for (const child of part.children) Object.assign(child.dataset, data);
  if (mark) part.firstElementChild.classList.add(mark);
  return part;
}

// A slot without words takes no room; the style sheet makes room for long ones.
function fill(place, text) {
  const slot = place.dataset.slot;
  place.textContent = text;
  place.hidden = text === "";
  place.dataset.len = String(text).length;
  if (String(text).length > LONG) place.dataset.long = String(text).length > VERY_LONG ? "very" : "";
  if (HOOKS.includes(slot)) place.dataset[slot] = text;
}
