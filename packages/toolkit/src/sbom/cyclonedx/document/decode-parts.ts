/** Parts that components, services, and the document itself have in common, from CycloneDX to the model. */
import type { BomActor, BomProperty } from '../../document/parts.ts'
import type { BomHash, BomLicense, BomReference } from '../../document/element.ts'
import type { Take } from './take.ts'

/** organizationalEntity: its contacts have no place of their own, only their addresses. */
export function decodeOrganization(take: Take): BomActor {
  const contacts = take.each('contact', (contact) => contact.text('email'))
  return {
    kind: 'organization',
    name: take.text('name') ?? '',
    emails: contacts.filter((email) => email !== undefined),
    urls: take.texts('url'),
  }
}

/** organizationalContact. */
export function decodeContact(take: Take): BomActor {
  const email = take.text('email')
  return {
    kind: 'person',
    name: take.text('name') ?? '',
    emails: email === undefined ? [] : [email],
    urls: [],
  }
}

/** An entry of the list that 1.4 and older have as `tools`. */
export function decodeTool(take: Take): BomActor {
  const version = take.text('version')
  const vendor = take.text('vendor')
  return {
    kind: 'tool',
    name: take.text('name') ?? '',
    emails: [],
    urls: [],
    ...(version !== undefined && { version }),
    ...(vendor !== undefined && { vendor }),
  }
}

/** A tool as component or service (1.5 and later); who makes it stands in one of four members. */
export function decodeToolComponent(take: Take): BomActor {
  const type = take.text('type')
  if (type !== undefined && type !== 'application') take.lose('type')
  const entity = ['manufacturer', 'supplier', 'provider'].find((key) => take.has(key))
  const maker = entity === undefined ? undefined : take.one(entity, (fields) => fields.text('name'))
  const vendor = maker ?? take.text('publisher')
  return { ...decodeTool(take), ...(vendor !== undefined && { vendor }) }
}

/** Hex digits are compared in lower case. */
export function decodeHashes(take: Take): readonly BomHash[] {
  return take.each('hashes', (hash) => ({
    algorithm: hash.text('alg') ?? '',
    value: (hash.text('content') ?? '').toLowerCase(),
  }))
}

/** A license choice is `{expression}` or `{license: {id | name}}`; what is not called concluded is declared. */
export function decodeLicenses(take: Take): {
  readonly declared: readonly BomLicense[]
  readonly concluded: readonly BomLicense[]
} {
  const choices = take.each('licenses', (choice) => {
    const inner = choice.one('license', decodeLicense)
    return inner ?? decodeExpression(choice)
  })
  const known = choices.filter((choice) => choice !== undefined)
  return {
    declared: known.filter(({ isConcluded }) => !isConcluded).map(({ license }) => license),
    concluded: known.filter(({ isConcluded }) => isConcluded).map(({ license }) => license),
  }
}

interface Choice {
  readonly license: BomLicense
  readonly isConcluded: boolean
}

function decodeExpression(take: Take): Choice | undefined {
  const value = take.text('expression')
  if (value === undefined) return undefined
  return toChoice(take, { kind: 'expression', value })
}

function decodeLicense(take: Take): Choice | undefined {
  const id = take.text('id')
  const name = id === undefined ? take.text('name') : undefined
  const value = id ?? name
  if (value === undefined) return undefined
  const text = take.one('text', decodeText)
  const url = take.text('url')
  return toChoice(take, {
    kind: id === undefined ? 'name' : 'id',
    value,
    ...(text !== undefined && { text }),
    ...(url !== undefined && { url }),
  })
}

function toChoice(take: Take, license: BomLicense): Choice {
  const stated = take.text('acknowledgement')
  const isConcluded = stated === 'concluded'
  return {
    license: stated === 'declared' || isConcluded ? license : { ...license, isUnqualified: true },
    isConcluded,
  }
}

/** Text in an encoding is left where it is, and so counted. */
function decodeText(take: Take): string | undefined {
  if (take.has('encoding')) return undefined
  const type = take.text('contentType')
  if (type !== undefined && type !== 'text/plain') take.lose('contentType')
  return take.text('content')
}

export function decodeReferences(take: Take): readonly BomReference[] {
  return take.each('externalReferences', (reference) => {
    const comment = reference.text('comment')
    return {
      type: reference.text('type') ?? 'other',
      url: reference.text('url') ?? '',
      ...(comment !== undefined && { comment }),
      hashes: decodeHashes(reference),
    }
  })
}

/** A property without a value has the empty one. */
export function decodeProperties(take: Take): readonly BomProperty[] {
  return take.each('properties', (property) => ({
    name: property.text('name') ?? '',
    value: property.text('value') ?? '',
  }))
}
