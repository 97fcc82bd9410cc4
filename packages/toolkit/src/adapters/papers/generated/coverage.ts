/** Characters that all four fonts have, as ranges of a regular expression. Data, made from their tables. */
export const covered =
  '\\u0020-\\u007e\\u00a0-\\u024f\\u0259\\u02b0-\\u02ff\\u0370-\\u0377\\u037a-\\u037f\\u0384-\\u038a\\u038c\\u038e-\\u03a1\\u03a3-\\u03e1\\u03f0-\\u045f\\u0490-\\u0491\\u1e00-\\u1e9e\\u1ea0-\\u1ef9\\u2010-\\u2015\\u2018-\\u2022\\u2026\\u2030\\u2032-\\u2033\\u2039-\\u203a\\u2044\\u2070-\\u2071\\u2074-\\u2079\\u2080-\\u2089\\u20a0-\\u20bf\\u2116\\u2122\\u2126\\u212e\\ufffd'
