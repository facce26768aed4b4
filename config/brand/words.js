// The words of a page: reads the catalogues that its `#words` block carries.

/**
 * `const t = words("vi"); t("people", {n: 3})`: the text of a key with its {places} filled.
 * A table `{one, other}` is chosen by the number `n`. A missing key or value throws.
 */
export function words(language) {
  const texts = catalogues()[language];
  if (!texts) throw new Error(`no words in ${language}`);
  return (key, values = {}) => filled(form(texts, key, values), key, values);
}

function catalogues() {
  return JSON.parse(document.getElementById("words").textContent);
}

function form(texts, key, values) {
  if (!Object.prototype.hasOwnProperty.call(texts, key)) throw new Error(`no word for ${key}`);
  const text = texts[key];
  return typeof text === "string" ? text : text[values.n === 1 ? "one" : "other"];
}

function filled(text, key, values) {
  return text.replace(/\{(\w+)\}/g, (_, place) => {
    if (values[place] === undefined) throw new Error(`${key} needs {${place}}`);
    return String(values[place]);
  });
}
