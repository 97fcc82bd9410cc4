/** Papers of open-source stewards: cybersecurity policy (Art. 24) and the draft of a voluntary attestation (Art. 25). */
import { hasRole, type PaperContext } from '../context.ts'
import { itemStatement, ownStatement } from '../cover.ts'
import type { Block, Statement } from '../model.ts'
import { checklist } from './checks.ts'
import { contactStatement, field, policyStatement, productRows, section } from './common.ts'
import type { PaperKind } from './kind.ts'
import { requirementStatements } from './requirements.ts'

export const stewardPolicy: PaperKind = {
  id: 'steward-policy',
  article: 'Art. 24(1)',
  title: 'steward-policy.title',
  purpose: 'steward-policy.purpose',
  sets: ['STEWARD'],
  roles: ['open_source_steward'],
  isFullRegime: false,
  sections: (context) => [
    section(context, 'project', project(context)),
    section(context, 'policy', policy(context)),
    section(context, 'checklist', [
      {
        kind: 'checklist',
        items: checklist(context, [
          { text: 'check.stewardTier', article: 'Art. 24(3)', questions: ['J8'] },
          { text: 'check.stewardAuthorities', article: 'Art. 24(2), 52(3)', questions: ['J9'] },
        ]),
      },
      { kind: 'notice', tone: 'note', text: context.t('steward-policy.noMark') },
    ]),
  ],
}

function project(context: PaperContext): readonly Block[] {
  const { t, input } = context
  return [
    { kind: 'key-values', rows: productRows(context, 'DOC-A2-3').slice(0, 2) },
    ownStatement(
      context,
      { article: 'Art. 3(14)', label: t('label.steward'), isMandatory: true },
      { stated: field('manufacturer.name', input.profile.manufacturer?.name) },
    ),
  ]
}

function policy(context: PaperContext): readonly Block[] {
  const { t } = context
  const part = (label: string, questions: readonly string[], signals: readonly string[]): Statement =>
    itemStatement(
      context,
      { id: 'DOC-STEWARD-POLICY', label },
      { questions, signals, place: t('where.policyText') },
    )
  return [
    part(t('label.secureDevelopment'), ['J6'], []),
    part(t('label.vulnerabilityHandling'), ['J6'], ['SIG-REPO-SECURITY-MD']),
    part(t('label.voluntaryReporting'), ['J7'], []),
    part(t('label.sharing'), ['J7'], []),
    contactStatement(context, 'DOC-CVD-2'),
    policyStatement(context, 'DOC-CVD-1'),
  ]
}

export const attestationDraft: PaperKind = {
  id: 'attestation-draft',
  article: 'Art. 25',
  title: 'attestation-draft.title',
  purpose: 'attestation-draft.purpose',
  sets: [],
  roles: ['open_source_steward', 'manufacturer'],
  isFullRegime: false,
  refuse: (context) => {
    const licensed: unknown = context.input.profile.facts['foss']
    const isClosed =
      typeof licensed === 'object' &&
      licensed !== null &&
      'licence_foss' in licensed &&
      licensed.licence_foss === false
    if (!isClosed || hasRole(context, 'open_source_steward') === true) return undefined
    return { code: 'NOT_FOR_ROLE', reason: context.t('refuse.notFoss'), article: 'Art. 25' }
  },
  sections: (context) => [
    section(context, 'project', [
      { kind: 'notice', tone: 'warning', text: context.t('attestation-draft.noProgramme') },
      ...project(context),
    ]),
    section(context, 'requirements', requirementStatements(context)),
  ],
}
