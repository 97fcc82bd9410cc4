/** A package as plain text, made to be read and copied from. */
import type { Language } from '../questionnaire/types.ts'
import type { Item } from './content.ts'
import type { CasePackage } from './package.ts'
import { caseTexts, fill } from './texts/texts.ts'
import type { CaseTexts } from './texts/types.ts'

/** Lines end in `\n`. Of a drill the first and the last line, and every value, say so. */
export function formatPackage(pack: CasePackage, language: Language): string {
  const texts = caseTexts(language)
  const { words } = texts
  const banner = pack.watermark === undefined ? [] : [`*** ${pack.watermark} ***`, '']
  const due = pack.due === null ? pack.dueNote : `${pack.due} (${pack.dueNote})`
  const mandatory = pack.isMandatory === 'no' ? ` (${words.voluntary})` : ''
  const lines = [
    ...banner,
    `${pack.title}${mandatory}`,
    `${words.case}: ${pack.caseId}, ${pack.stageId}, ${pack.ref}`,
    `${words.due}: ${due}`,
    ...pack.recipients.map((recipient) => `${words.to}: ${recipient}`),
    `${words.through}: ${pack.channel}, ${pack.platform.url}`,
    '',
    pack.missing.length === 0
      ? words.nothingMissing
      : fill(words.missingCount, { count: String(pack.missing.length), what: '' }).trimEnd(),
    ...pack.missing.map((gap) => `  ${gap}`),
    '',
    ...section(words.platformFields, pack.fields, texts),
    ...(pack.fields.length === 0 ? [] : [pack.platform.note, '']),
    ...section(fill(words.legalContent, { ref: pack.ref }), pack.legalContent, texts),
    words.onlySend,
    words.counterWarning,
    pack.disclaimer,
    ...(banner.length === 0 ? [] : ['', banner[0] ?? '']),
  ]
  return `${lines.join('\n')}\n`
}

function section(title: string, items: readonly Item[], texts: CaseTexts): readonly string[] {
  if (items.length === 0) return []
  return [title, '-'.repeat(title.length), ...items.flatMap((item, at) => itemLines(item, at + 1, texts)), '']
}

function itemLines(item: Item, number: number, texts: CaseTexts): readonly string[] {
  const name = item.label === item.item ? item.item : `${item.item} (${item.label})`
  const from = item.from.length === 0 ? '' : `   [${item.from.join(', ')}]`
  const gap = item.value === null && item.isOptional ? [texts.words.missingOptional] : item.missing
  const value = item.value === null ? [] : item.value.split('\n')
  return [`${number}. ${name}${from}`, ...[...value, ...gap].map((line) => `   ${line}`)]
}
