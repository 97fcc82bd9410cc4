/** Coordinated vulnerability disclosure: the policy (Annex I, Part II(5)), security.txt (RFC 9116) and SECURITY.md. */
import type { PaperContext } from '../context.ts'
import { itemStatement, ownStatement, type StatedField } from '../cover.ts'
import type { Block, Statement } from '../model.ts'
import { contactStatement, field, policyStatement, section } from './common.ts'
import { expiresAt, formatSecurityMd, formatSecurityTxt } from './disclosure-files.ts'
import type { PaperKind } from './kind.ts'

export const cvdPolicy: PaperKind = {
  id: 'cvd-policy',
  article: 'Annex I, Part II, point (5)',
  title: 'cvd-policy.title',
  purpose: 'cvd-policy.purpose',
  sets: ['CVD'],
  roles: ['manufacturer', 'open_source_steward'],
  isFullRegime: false,
  sections: (context) => [
    section(context, 'reporting', reporting(context)),
    section(context, 'handling', handling(context)),
    section(context, 'goodPractice', practice(context)),
  ],
}

function reporting(context: PaperContext): readonly Block[] {
  return [
    contactStatement(context, 'DOC-CVD-2'),
    itemStatement(context, 'DOC-CVD-1', { ...policySources(context), questions: ['F9', 'F4'] }),
    itemStatement(context, 'DOC-CVD-3', policySources(context)),
    itemStatement(context, 'DOC-CVD-5', policySources(context)),
  ]
}

function handling(context: PaperContext): readonly Block[] {
  return [
    itemStatement(context, 'DOC-CVD-4', { questions: ['F4', 'F8'], signals: ['SIG-REPO-SECURITY-MD'] }),
    acknowledgement(context, 'DOC-CVD-6'),
    itemStatement(context, 'DOC-CVD-7', policySources(context)),
  ]
}

function practice(context: PaperContext): readonly Block[] {
  return [
    itemStatement(context, 'DOC-CVD-8', policySources(context)),
    itemStatement(context, 'DOC-CVD-9', policySources(context)),
    itemStatement(context, 'DOC-CVD-10', { ...policySources(context), signals: ['SIG-WEB-SECURITY-TXT'] }),
  ]
}

function policySources(context: PaperContext): {
  readonly questions: readonly string[]
  readonly place: string
} {
  return { questions: ['F9'], place: context.t('where.policyText') }
}

function acknowledgement(context: PaperContext, item: string): Statement {
  const days = context.input.profile.security?.acknowledgeDays
  const value = days === undefined ? undefined : context.t('value.acknowledge', { days })
  return itemStatement(context, item, { stated: field('security.acknowledgeDays', value), questions: ['F4'] })
}

export const securityTxt: PaperKind = {
  id: 'security-txt',
  article: 'RFC 9116; Art. 13(17)',
  title: 'security-txt.title',
  purpose: 'security-txt.purpose',
  sets: [],
  roles: 'any',
  isFullRegime: false,
  sections: (context) => [
    section(context, 'fields', [{ kind: 'key-values', rows: securityTxtRows(context) }]),
    section(context, 'publishing', [
      {
        kind: 'list',
        items: [context.t('security-txt.place'), context.t('security-txt.renew')],
        isOrdered: false,
      },
    ]),
  ],
  publication: (context) => ({ fileName: 'security.txt', text: formatSecurityTxt(context) }),
}

function securityTxtRows(context: PaperContext): readonly Statement[] {
  const { t, input } = context
  const security = input.profile.security
  const row = (label: string, part: string, stated: StatedField): Statement => {
    const head = { article: `RFC 9116, ${part}`, label, isMandatory: label === 'Contact' }
    return ownStatement(context, head, { stated })
  }
  const rule = { rule: t('security-txt.expiresRule'), value: expiresAt(input.generatedAt) }
  return [
    row('Contact', '2.5.3', field('security.contacts', security?.contacts)),
    ownStatement(
      context,
      { article: 'RFC 9116, 2.5.5', label: 'Expires', isMandatory: true },
      { rule, place: t('where.policyText') },
    ),
    row('Policy', '2.5.7', field('security.policyUrl', security?.policyUrl)),
    row('Encryption', '2.5.4', field('security.encryptionKeyUrl', security?.encryptionKeyUrl)),
  ]
}

export const securityMd: PaperKind = {
  id: 'security-md',
  article: 'Annex I, Part II, points (5)-(6)',
  title: 'security-md.title',
  purpose: 'security-md.purpose',
  sets: [],
  roles: 'any',
  isFullRegime: false,
  sections: (context) => [
    section(context, 'reporting', [
      contactStatement(context, 'DOC-CVD-2'),
      policyStatement(context, 'DOC-CVD-1'),
      acknowledgement(context, 'DOC-CVD-6'),
    ]),
  ],
  publication: (context) => ({ fileName: 'SECURITY.md', text: formatSecurityMd(context) }),
}
