/** `.occtet/product.yaml`: read strictly, written in one order, and the same again after a round trip. */
import { err, ok, type Result } from '../../base/index.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import type { FactField } from '../catalogue/readers/inputs.ts'
import { parseFacts } from '../classify/facts.ts'
import {
  type FileError,
  readBySpec,
  type Spec,
  text,
  texts,
  toJsonSchema,
  writeBySpec,
} from '../../small-files/index.ts'
import type { ProductProfile } from './profile.ts'

const webAddress: Spec = { kind: 'text', form: 'web-address' }
const email: Spec = { kind: 'text', form: 'email' }
const number: Spec = { kind: 'number' }

const profileSpec: Spec = {
  kind: 'object',
  required: ['schema', 'id', 'product'],
  members: {
    schema: { kind: 'text', values: ['occtet.product/1'] },
    id: { kind: 'text', form: 'product-id' },
    product: {
      kind: 'object',
      required: ['name'],
      members: {
        name: text,
        version: text,
        type: text,
        purl: text,
        license: text,
        description: text,
        intendedPurpose: text,
        foreseeableUse: texts,
        environment: text,
        essentialFunctions: texts,
        securityProperties: texts,
        hardware: text,
      },
    },
    manufacturer: {
      kind: 'object',
      required: ['name'],
      members: {
        name: text,
        address: text,
        email,
        website: webAddress,
        country: { kind: 'text', form: 'country' },
        representative: { kind: 'object', required: ['name'], members: { name: text, address: text, email } },
      },
    },
    security: {
      kind: 'object',
      required: ['contacts'],
      members: {
        contacts: texts,
        policyUrl: webAddress,
        encryptionKeyUrl: webAddress,
        acknowledgeDays: number,
        fixTargetDays: number,
      },
    },
    support: {
      kind: 'object',
      members: { endsAt: { kind: 'text', form: 'month' }, expectedUseYears: number, reasons: texts },
    },
    conformity: {
      kind: 'object',
      members: {
        procedure: { kind: 'text', values: catalogue.conformity.procedures.map(({ id }) => id) },
        notifiedBody: {
          kind: 'object',
          required: ['name'],
          members: { name: text, number: text, certificate: text },
        },
        standards: {
          kind: 'list',
          item: {
            kind: 'object',
            required: ['reference'],
            members: { reference: text, title: text, parts: text },
          },
        },
        signatory: {
          kind: 'object',
          required: ['name'],
          members: { name: text, function: text, place: text },
        },
      },
    },
    links: {
      kind: 'object',
      members: {
        declaration: webAddress,
        userInformation: webAddress,
        sbom: webAddress,
        updates: webAddress,
      },
    },
    reporting: {
      kind: 'object',
      members: {
        decisions: { kind: 'text', form: 'country' },
        employees: { kind: 'text', form: 'country' },
        representative: { kind: 'text', form: 'country' },
        importer: { kind: 'text', form: 'country' },
        distributor: { kind: 'text', form: 'country' },
        users: { kind: 'text', form: 'country' },
      },
    },
    facts: {
      kind: 'object',
      members: Object.fromEntries(
        catalogue.classificationInputs.fields.map((field) => [field.name, factSpec(field)]),
      ),
    },
    exposure: {
      kind: 'object',
      members: {
        missionPrevalence: { kind: 'text', values: ['minimal', 'support', 'essential'] },
        publicWellBeing: { kind: 'text', values: ['minimal', 'material', 'irreversible'] },
      },
    },
    answers: { kind: 'text', values: ['private', 'tracked'] },
  },
}

function factSpec(field: FactField): Spec {
  const values = field.values ?? []
  switch (field.type) {
    case 'boolean':
      return { kind: 'flag' }
    case 'number':
      return number
    case 'date':
      return text
    case 'enum':
      return { kind: 'text', values }
    case 'multi':
      return { kind: 'list', item: { kind: 'text', values } }
    case 'object':
      return {
        kind: 'object',
        members: Object.fromEntries(
          [...(field.fields?.keys() ?? [])].map((name) => [name, { kind: 'flag' }]),
        ),
      }
    case 'list':
      return {
        kind: 'list',
        item: { kind: 'object', required: ['type', 'at'], members: { type: text, at: text } },
      }
    default:
      return field.type satisfies never
  }
}

/** The first thing that is wrong, with its line. Facts are those that the classifier takes, or the file is refused. */
export function parseProfile(source: string): Result<ProductProfile, FileError> {
  const read = readBySpec(source, profileSpec)
  if (!read.ok) return read
  const value = read.value as Omit<ProductProfile, 'facts'> & { readonly facts?: ProductProfile['facts'] }
  const { facts = {}, ...rest } = value
  const parsed = parseFacts(facts)
  const [first] = parsed.ok ? [] : parsed.error
  if (first !== undefined) {
    const field = `facts.${first.field}`
    return err({
      code: 'FILE_VALUE_INVALID',
      line: lineOf(source, first.field),
      field,
      message: first.message,
    })
  }
  return ok({ ...rest, facts })
}

/** Line of the first mention; facts come back from another reader, which knows no lines. */
function lineOf(source: string, field: string): number {
  const [name = ''] = field.split(/[.[]/)
  const at = source.split('\n').findIndex((line) => line.trimStart().startsWith(`${name}:`))
  return Math.max(0, at) + 1
}

const head = ['What we state about our product; papers are made from it. Fields: docs/reference/files.md']

/** The same profile gives the same bytes. */
export function formatProfile(profile: ProductProfile): string {
  const { facts, ...rest } = profile
  return writeBySpec(Object.keys(facts).length === 0 ? rest : profile, profileSpec, head)
}

/** JSON Schema of the file. */
export function profileSchema(): Readonly<Record<string, unknown>> {
  const $schema = 'https://json-schema.org/draft/2020-12/schema'
  return { $schema, title: 'occtet.product/1', ...toJsonSchema(profileSpec) }
}

/**
 * Facts for the classifier: those stated by name, and the expected time in use, which the profile holds elsewhere.
 */
export function factsOfProfile({ facts, support }: ProductProfile): Readonly<Record<string, unknown>> {
  const years = support?.expectedUseYears
  return years === undefined || facts['expected_use_years'] !== undefined
    ? facts
    : { ...facts, expected_use_years: years }
}
