/** The 25 items of the ENISA self-check for people: what is estimated, what the user rated, what is left to rate. */
import { type Assessment, assessmentWords, textsOf } from '@occtet/toolkit/cra'
import { type AssessmentPage, liner } from './assessment-page.ts'

export function formatEnisa({ enisa }: Assessment, page: AssessmentPage): string {
  const words = assessmentWords(page.language)
  const line = liner(page)
  const texts = textsOf(page.language).enisa
  const rows = enisa.items.flatMap(({ ref, value, coverage, isOwn }) => {
    const left = words(coverage === 'ask' ? 'enisaAsk' : 'enisaNothing')
    const estimated = words(coverage === 'full' ? 'enisaFull' : 'enisaPartial')
    const basis = isOwn ? words('enisaOwn') : value === undefined ? left : estimated
    const { name = '', note } = texts.get(ref) ?? {}
    const figure = (value === undefined ? '-' : value.toFixed(1)).padStart(3)
    return [
      line(`${ref}  ${figure}  ${name} (${basis})`, 2),
      ...(note === undefined || isOwn ? [] : [line(note, 12)]),
    ]
  })
  return ['\n', line(words('enisaTitle')), ...rows, line(words('enisaHow'))].join('')
}
