/** Annotations of the document and of elements, with the properties that SPDX 2 has no other place for. */
import type { BomProperty, BomRef } from '../../document/parts.ts'
import type { BomOccurrence } from '../../document/element.ts'
import { isNamedProperty, toFactsText, toPropertyText } from './annotations.ts'
import { type Encoding, writeActor, writeDate } from './encoding.ts'

export interface Annotated {
  readonly ref: BomRef
  readonly properties: readonly BomProperty[]
  /** Of elements; absent of the document. */
  readonly occurrences?: readonly BomOccurrence[]
}

export function writeAnnotations(encoding: Encoding, annotated: Annotated): readonly object[] {
  return [...writeFacts(encoding, annotated), ...writeNotes(encoding, annotated.ref)]
}

function writeNotes(encoding: Encoding, ref: BomRef): readonly object[] {
  const { tally, created } = encoding
  return encoding.notesOf(ref).map(({ kind, annotator, date, text, subjects }) => {
    const written = writeDate(encoding, 'annotations[].date', date)
    if (written === undefined) {
      tally.add('annotations[].date', 'reduced', 'SPDX demands a date: that of the document stands for it')
    }
    if (subjects.length > 1) {
      tally.add('annotations[].subjects', 'reduced', 'it is repeated with each of its subjects')
    }
    return {
      annotationDate: written ?? created,
      annotationType: kind === 'review' ? 'REVIEW' : 'OTHER',
      annotator: writeActor(encoding, 'annotations[].annotator', annotator),
      comment: text,
    }
  })
}

function writeFacts({ tally, created }: Encoding, annotated: Annotated): readonly object[] {
  const { properties, occurrences } = annotated
  const place = occurrences === undefined ? '' : 'elements[].'
  const reason = 'SPDX 2 has no field for it; an annotation keeps it'
  for (const _ of properties) tally.add(`${place}properties`, 'moved', reason)
  for (const occurrence of occurrences ?? []) {
    tally.add(`${place}occurrences`, 'moved', reason)
    if (occurrence.endLine !== undefined || occurrence.bytes !== undefined)
      tally.add(`${place}occurrences`, 'reduced', 'only the place where it begins is kept')
  }
  const note = (comment: string): object => ({
    annotationDate: created,
    annotationType: 'OTHER',
    annotator: 'Tool: occtet',
    comment,
  })
  if (occurrences === undefined) return properties.map((property) => note(toPropertyText(property)))
  const plain = properties.filter((property) => !isNamedProperty(property))
  const hasFacts = plain.length + occurrences.length > 0
  return [
    ...(hasFacts ? [note(toFactsText({ properties: plain, occurrences }))] : []),
    ...properties.filter(isNamedProperty).map((property) => note(toPropertyText(property))),
  ]
}
