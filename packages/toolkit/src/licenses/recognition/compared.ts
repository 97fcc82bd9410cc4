/** A text beside a template that is spelled out. */
import type { Catalogue, Template } from './catalogue.ts'
import type { Compared } from './differences.ts'
import { type FlatTemplate, flatten } from './flat.ts'
import type { Job } from './found.ts'

export type { Compared }

const flats = new Map<number, FlatTemplate>()
const vocabularies = new WeakMap<Catalogue, readonly string[]>()

export function toCompared(job: Job, template: Template): Compared {
  const flat = flats.get(template.index) ?? flatten(template.cells)
  flats.set(template.index, flat)
  const vocabulary = vocabularies.get(job.catalogue) ?? [...job.catalogue.vocabulary.keys()]
  vocabularies.set(job.catalogue, vocabulary)
  return { row: job.row, words: job.words.words, flat, vocabulary }
}
