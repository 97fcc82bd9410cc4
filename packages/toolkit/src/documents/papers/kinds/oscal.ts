/** OSCAL assessment results (NIST OSCAL 1.1.2, JSON): what was seen and answered, as observations; no finding says "satisfied". */
import { showHidden } from '@occtet/ui'
import { sha256Hex } from '../../../base/index.ts'
import type { PaperContext } from '../context.ts'
import { readAnswer } from '../grounds.ts'
import { section } from './common.ts'
import type { PaperKind } from './kind.ts'
import { questionsOf } from './requirement-questions.ts'
import { requirementStatements } from './requirements.ts'

export const oscalResults: PaperKind = {
  id: 'oscal-assessment-results',
  article: 'Annex I; Annex VII(6)',
  title: 'oscal-assessment-results.title',
  purpose: 'oscal-assessment-results.purpose',
  sets: [],
  roles: ['manufacturer'],
  isFullRegime: false,
  sections: (context) => [section(context, 'requirements', requirementStatements(context))],
  publication: (context) => ({
    fileName: 'oscal-assessment-results.json',
    text: `${JSON.stringify(toOscal(context), null, 1)}\n`,
  }),
}

/** Name space of our own properties, an identifier and no address. */
const ns = 'urn:occtet:oscal'

function toOscal(context: PaperContext): object {
  const { input, t } = context
  const plan = uuid('plan')
  return {
    'assessment-results': {
      uuid: uuid('results', input.profile.id, input.generatedAt),
      metadata: {
        title: oscalLine(t('oscal-assessment-results.heading', { product: input.profile.product.name })),
        'last-modified': input.generatedAt,
        version: oscalLine(input.profile.product.version ?? t('value.unknown')),
        'oscal-version': '1.1.2',
        remarks: input.status.catalogue.version,
      },
      'import-ap': { href: `#${plan}` },
      results: [toResult(context)],
      'back-matter': { resources: [{ uuid: plan, description: t('oscal-assessment-results.plan') }] },
    },
  }
}

function toResult(context: PaperContext): object {
  const { input, t } = context
  const observations = [...seen(context), ...answered(context)]
  return {
    uuid: uuid('result', input.profile.id, input.generatedAt),
    title: t('oscal-assessment-results.title'),
    description: t('oscal-assessment-results.purpose'),
    start: input.evidenceAt,
    'reviewed-controls': {
      'control-selections': [
        {
          'include-controls': input.status.requirements.map((requirement) => ({
            'control-id': requirement.id.toLowerCase(),
          })),
        },
      ],
    },
    ...(observations.length === 0 ? {} : { observations }),
  }
}

/** One observation for each signal that was read, whatever it says. */
function seen({ input }: PaperContext): readonly object[] {
  return input.status.signals.map((signal) => {
    const controls = input.status.requirements.filter(
      (one) =>
        one.supports.includes(signal.id) || one.against.includes(signal.id) || one.absent.includes(signal.id),
    )
    const places = signal.evidence.map((place) => ({
      href: `#${encodeURIComponent(showHidden(place.path))}:${place.line}`,
      description: oscalText(`${place.path}:${place.line}`),
    }))
    return {
      uuid: uuid('signal', signal.id, input.generatedAt),
      title: oscalLine(signal.title),
      description: oscalText(signal.statement),
      props: [
        { name: 'signal', ns, value: signal.id },
        { name: 'state', ns, value: signal.state },
        { name: 'strength', ns, value: signal.strength },
        ...controls.map((one) => ({ name: 'control', ns, value: one.id.toLowerCase() })),
      ],
      methods: ['EXAMINE'],
      ...(places.length === 0 ? {} : { 'relevant-evidence': places }),
      collected: input.evidenceAt,
    }
  })
}

/** One observation for each answer that speaks about a requirement; the word of a person, as it was given. */
function answered(context: PaperContext): readonly object[] {
  const { input } = context
  return input.status.requirements.flatMap((requirement) =>
    questionsOf(requirement.id).flatMap((question) => {
      const read = readAnswer(context, question)
      if (read === undefined) return []
      return [
        {
          uuid: uuid('answer', requirement.id, question, input.generatedAt),
          title: oscalLine(`${requirement.title}: ${question}`),
          description: oscalText(read.text.join(' ')),
          props: [
            { name: 'question', ns, value: question },
            { name: 'verdict', ns, value: read.verdict },
            { name: 'control', ns, value: requirement.id.toLowerCase() },
          ],
          methods: ['INTERVIEW'],
          collected: read.ground.at,
        },
      ]
    }),
  )
}

/** Markup-line of OSCAL: one line, never empty. */
function oscalLine(text: string): string {
  return oscalText(text.replaceAll(/\s+/g, ' '))
}

function oscalText(text: string): string {
  const plain = text.trim()
  return plain === '' ? '-' : plain
}

/**
 * Named UUID over SHA-256. RFC 9562 would call it version 8; the pattern of OSCAL 1.1.2 takes 4 and 5 only, so it
 * is marked as 5, the one for names.
 */
function uuid(...names: readonly string[]): string {
  const hex = sha256Hex(JSON.stringify(['occtet', ...names]))
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
