/** References of one file to actions, images and pipelines: what may change without a change of the file is said once. */
import { addIssue, type Draft } from './package.ts'

export interface LooseReference {
  /** As written. */
  readonly text: string
  /** 1-based. */
  readonly line: number
  /** A commit or a digest: the content cannot change. */
  readonly isFixed: boolean
  readonly kind: 'image' | 'code'
}

/** What one file refers to, with the draft that its packages go to. */
export interface References {
  readonly draft: Draft
  readonly found: LooseReference[]
}

export function startReferences(draft: Draft): References {
  return { draft, found: [] }
}

const namesMax = 10

/** At most two notes: which references can move, and that nobody looked into the images. */
export function noteReferences({ draft, found }: References): void {
  const moving = found.filter((one) => !one.isFixed)
  const [first] = moving
  if (first !== undefined) {
    const names = [...new Set(moving.map((one) => one.text.slice(0, 120)))]
    const more = names.length > namesMax ? ` and ${names.length - namesMax} more` : ''
    addIssue(draft, {
      code: 'VERSION_UNRESOLVED',
      level: 'note',
      line: first.line,
      message: `${moving.length} of ${found.length} references are not pinned, so what they stand for may change: ${names.slice(0, namesMax).join(', ')}${more}`,
      hint: 'name the commit of an action or pipeline, and the digest (@sha256:…) of an image',
    })
  }
  const images = new Set(found.filter((one) => one.kind === 'image').map((one) => one.text))
  const image = found.find((one) => one.kind === 'image')
  if (image === undefined) return
  addIssue(draft, {
    code: 'REFERENCE_MISSING',
    level: 'note',
    line: image.line,
    message: `what ${images.size === 1 ? 'the image holds' : `the ${images.size} images hold`} is not listed`,
    hint: 'scan the images themselves, as archives',
  })
}
