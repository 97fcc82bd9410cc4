/** Text as Markdown text: nothing in it can become a heading, link, table cell, list or markup (CommonMark 0.31, section 2.4). */

/** One line; signs that CommonMark or GFM could read as syntax are guarded, the rest stays readable. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\\`*_[\]|~$]/g, (sign) => `\\${sign}`)
    .replace(/[&<>@]/g, (sign) => entities[sign] ?? sign)
    .replaceAll('!\\[', '\\!\\[')
    .replaceAll('://', '&#58;//')
    .replace(/\bwww\./gi, (word) => `${word.slice(0, 3)}&#46;`)
    .replace(/^(\s*)([-+=#])/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/ {2,}/g, ' ')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '@': '&#64;' }
