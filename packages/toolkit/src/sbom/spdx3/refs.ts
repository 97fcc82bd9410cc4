/** References of the model and spdxIds: what an id of SPDX 3 cannot be stands behind the document's own address. */
import { type BomRef, documentRef } from '../document/parts.ts'

/** An address of the web or a URN: an id that stays what it is in every document. */
const globalId = /^(?:https?:\/\/|urn:)[^\s<>"{}|\\^`]+$/

export interface Ids {
  /** Without `#`. */
  readonly base: string
  readonly idOf: (ref: BomRef) => string
  readonly refOf: (id: string) => BomRef
}

/** `documentId`: that of the SpdxDocument. */
export function createIds(documentId: string): Ids {
  const [base = ''] = documentId.split('#')
  const start = `${base}#`
  const ids = new Map<BomRef, string>([[documentRef, documentId]])
  const refOf = (id: string): BomRef => {
    if (id === documentId) return documentRef
    const ref = id.startsWith(start) && base !== '' ? decodeRef(id.slice(start.length)) : undefined
    const isOurs = ref !== undefined && ref !== '' && ref !== documentRef && !globalId.test(ref)
    return isOurs && `${start}${encodeRef(ref)}` === id ? ref : id
  }
  const isKept = (ref: BomRef): boolean => globalId.test(ref) && refOf(ref) === ref
  return {
    base,
    refOf,
    idOf: (ref) => {
      const id = ids.get(ref) ?? (isKept(ref) ? ref : `${start}${encodeRef(ref)}`)
      ids.set(ref, id)
      return id
    },
  }
}

function encodeRef(ref: BomRef): string {
  return encodeURIComponent(ref.replaceAll(/[\uD800-\uDFFF]/gu, '\uFFFD'))
}

function decodeRef(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
