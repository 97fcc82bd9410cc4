/** Takes the values of a structure in order and notes what is wrong, so that readers of structures stay straight. */
import { type DerNode, readDer, tags } from './der.ts'

/**
 * What a reader found wrong, first fault first. Whoever opens a structure with it must look here before believing
 * anything that was read: after a fault, values are empty stand-ins.
 */
export type Faults = string[]

export interface Cursor {
  /** The next value, which must carry this tag. */
  readonly take: (tag: number, what: string) => DerNode
  /** The next value if it carries this tag. */
  readonly maybe: (tag: number) => DerNode | undefined
  /** Every value that is left. */
  readonly rest: () => readonly DerNode[]
  /** Notes a fault where values are left: a reader that ignores them would accept two texts for one thing. */
  readonly end: () => void
}

const nothing: DerNode = { tag: -1, whole: new Uint8Array(), content: new Uint8Array(), children: [] }

/** Over the values inside `node`. */
export function openNode(node: DerNode, what: string, faults: Faults): Cursor {
  let at = 0
  const maybe = (tag: number): DerNode | undefined => {
    const next = node.children[at]
    if (next?.tag !== tag) return undefined
    at++
    return next
  }
  return {
    maybe,
    take: (tag, part) => {
      const next = maybe(tag)
      if (next === undefined) faults.push(`${what}: expected ${part}, found ${label(node.children[at])}`)
      return next ?? nothing
    },
    rest: () => {
      const left = node.children.slice(at)
      at = node.children.length
      return left
    },
    end: () => {
      const left = node.children.length - at
      if (left > 0) faults.push(`${what}: ${left} values more than expected`)
    },
  }
}

/** Over the values of a SEQUENCE whose own tag nobody has looked at yet, such as one in a SET OF. */
export function openSequence(node: DerNode, what: string, faults: Faults): Cursor {
  if (node.tag !== tags.sequence) faults.push(`${what}: expected a sequence, found ${label(node)}`)
  return openNode(node, what, faults)
}

/** DER inside of an OCTET STRING or a BIT STRING. */
export function readNested(bytes: Uint8Array, what: string, faults: Faults): DerNode {
  const node = readDer(bytes)
  if (node.ok) return node.value
  faults.push(`${what}: ${node.error.message}`)
  return nothing
}

function label(node: DerNode | undefined): string {
  return node === undefined ? 'the end' : `identifier ${node.tag}`
}
