/** Items that the catalogue asks of each paper, with the weight of what asks for them: law, recital, guidance, practice. */
import { catalogue, type DocumentItem } from '../../cra/index.ts'

export type ItemSet =
  | 'A2'
  | 'A5'
  | 'A6'
  | 'A7'
  | 'RA'
  | 'CVD'
  | 'SBOM'
  | 'DD'
  | 'VULNREG'
  | 'STEWARD'
  | 'IMP'
  | 'DIST'

/** One item of the catalogue's `documents`; its words are texts under `item.ID`. */
export interface Item {
  readonly id: string
  /** Article or annex point. */
  readonly ref: string
  readonly set: ItemSet
  /** What asks for it: only `law` makes an item mandatory. */
  readonly mark: 'law' | 'recital' | 'guidance' | 'practice' | 'optional'
  /** Asked for only where its condition holds. */
  readonly isConditional: boolean
  /** Stands for the paper itself, not for a part of it. */
  readonly isWhole: boolean
}

const setOfPrefix: readonly (readonly [prefix: string, set: ItemSet])[] = [
  ['DOC-A2', 'A2'],
  ['DOC-A5', 'A5'],
  ['DOC-A6', 'A6'],
  ['DOC-A7', 'A7'],
  ['DOC-RA', 'RA'],
  ['DOC-CVD', 'CVD'],
  ['DOC-SBOM', 'SBOM'],
  ['DOC-DD', 'DD'],
  ['DOC-VULNREG', 'VULNREG'],
  ['DOC-STEWARD', 'STEWARD'],
  ['DOC-IMP', 'IMP'],
  ['DOC-DIST', 'DIST'],
]

const wholes = new Set(['DOC-A2', 'DOC-A5', 'DOC-A7', 'DOC-RA', 'DOC-CVD'])

/** By id, in the order of the catalogue. */
const paperItems: ReadonlyMap<string, Item> = new Map(
  [...catalogue.documents.values()].map((entry) => [entry.id, toItem(entry)]),
)

export function itemsOf(set: ItemSet): readonly Item[] {
  return [...paperItems.values()].filter((item) => item.set === set)
}

/** Throws on an id that the catalogue does not have. */
export function paperItem(id: string): Item {
  const item = paperItems.get(id)
  if (item === undefined) throw new Error(`the catalogue has no document item ${id}`)
  return item
}

/** The catalogue writes the weight behind the reference: `Annex I Part II(5)-(6); recital 76 [good practice]`. */
function toItem(entry: DocumentItem): Item {
  const set = setOfPrefix.find(([prefix]) => entry.id.startsWith(prefix))?.[1]
  if (set === undefined) throw new Error(`no paper takes the document item ${entry.id}`)
  const [, ref = entry.ref, mark = ''] = /^(.*?)(?: \[(.+)\])?$/.exec(entry.ref) ?? []
  return {
    id: entry.id,
    ref,
    set,
    mark: toMark(ref, mark),
    isConditional: entry.condition !== undefined,
    isWhole: wholes.has(entry.id),
  }
}

function toMark(ref: string, mark: string): Item['mark'] {
  if (mark.startsWith('law')) return 'law'
  if (mark.startsWith('optional')) return 'optional'
  if (mark.startsWith('good practice')) return 'practice'
  if (mark.startsWith('recital') || ref.startsWith('Recital')) return 'recital'
  return ref.startsWith('guidance') ? 'guidance' : 'law'
}
