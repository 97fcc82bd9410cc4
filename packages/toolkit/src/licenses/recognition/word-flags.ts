/** What a word may stand for where a template leaves a gap. */

export const flag = {
  /** May number a list item. */
  bullet: 1,
  /** Changes what a sentence demands; never part of a name, so no gap takes it. */
  weighty: 2,
  /** Stands in copyright lines ("all rights reserved except as specified below"), but in no name. */
  exception: 4,
} as const

const weighty = new Set(['not', 'never', 'must', 'shall', 'unless', 'cannot', 'only', 'prohibited'])
const numbering = new Set(['section', 'article', 'appendix', 'annex', 'clause', '第', '条', '章'])

/** What a word may stand for in a gap of a template. */
export function toWordFlags(word: string): number {
  if (weighty.has(word)) return flag.weighty
  if (word === 'except') return flag.exception
  return numbering.has(word) || /^(?:\d{1,4}[a-z]?|[a-z]|[ivxl]{1,5})$/.test(word) ? flag.bullet : 0
}
