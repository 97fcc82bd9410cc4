/** From a wish to a request, with what the organisation knows of the subject. */
import type { BodyOf, proposalRoutes } from '@occtet/contract/api'
import { type ProposalRequest, toLicenseRequest } from '@occtet/toolkit/assistant'
import type { Caller, OrgScope } from '../../kernel/model.ts'
import { findComponent, openLicenseDesk } from '../../licenses/license-desk.ts'
import { missing, refuse, type Refused } from '../../products/refuse.ts'
import { languageOf } from '../../public/report-form.ts'
import { findAsked, type ProductAsked } from '../product-parts.ts'
import { fromAssessment } from './from-assessment.ts'
import { fromFinding } from './from-finding.ts'
import { frameOf, type ReleasedScene, type Scene, unfit } from './scene.ts'

type Subject = ProposalWish['subject']
export type ProposalWish = BodyOf<(typeof proposalRoutes)['proposals.preview']>

export interface Asking {
  readonly org: OrgScope
  readonly caller: Caller
  readonly now: string
  readonly request: Request
}

export interface Prepared extends Pick<ProductAsked, 'product' | 'release'> {
  readonly request: ProposalRequest
}

/** What does not exist and what the caller may not see look the same. */
export async function prepare(
  { org, caller, now, request: sent }: Asking,
  wish: ProposalWish,
): Promise<Prepared | Refused> {
  const language = wish.language ?? languageOf(new URL(sent.url), sent.headers.get('accept-language'))
  const asked = await findAsked({ org, caller, now, language }, wish.product, wish.release)
  if (asked === undefined) return missing
  const { notes = [], facts = {}, subject } = wish
  if (Object.keys(facts).length > 0 && wish.kind !== 'user_notice' && wish.kind !== 'policy_text')
    return unfit('facts are stated for notices and policies; say it in a note')
  const request = await requestFor({ ...asked, subject: subject.id, notes, facts }, wish.kind, subject.kind)
  if ('status' in request) return request
  return { request, product: asked.product, release: asked.release }
}

async function requestFor(
  scene: Scene,
  kind: ProposalWish['kind'],
  about: Subject['kind'],
): Promise<ProposalRequest | Refused> {
  if (!subjectsOf[kind].includes(about)) return unfit(`expected ${subjectsOf[kind].join(' or ')} for ${kind}`)
  switch (kind) {
    case 'vex_justification':
    case 'impact_statement':
    case 'user_notice':
      return isReleased(scene) ? fromFinding(scene, kind) : missing
    case 'license_conclusion':
      return isReleased(scene) ? fromComponent(scene) : missing
    case 'answer_from_evidence':
      return fromAssessment(scene, 'question')
    case 'risk_entry':
      return fromAssessment(scene, about === 'requirement' ? about : 'risk')
    case 'policy_text':
      return fromAssessment(scene, 'topic')
    default:
      return kind satisfies never
  }
}

const subjectsOf: Readonly<Record<ProposalWish['kind'], readonly Subject['kind'][]>> = {
  vex_justification: ['finding'],
  impact_statement: ['finding'],
  user_notice: ['finding'],
  license_conclusion: ['component'],
  answer_from_evidence: ['question'],
  risk_entry: ['risk', 'requirement'],
  policy_text: ['topic'],
}

function isReleased(scene: Scene): scene is ReleasedScene {
  return scene.release !== undefined
}

async function fromComponent(scene: ReleasedScene): Promise<ProposalRequest | Refused> {
  const { org, product, release, subject } = scene
  const opened = await openLicenseDesk(org, { product: product.slug, release: release.version })
  if (!opened.ok) return refuse(opened.error.status, opened.error.code, opened.error.message)
  const { desk, licenseOf } = opened.value
  const component = findComponent(opened.value, subject)
  if (!component.ok) return missing
  const { facts } = licenseOf(component.value)
  const frame = frameOf(scene, { name: desk.subject.name, release: release.version })
  return toLicenseRequest({ purl: component.value.purl, ...facts }, frame)
}
