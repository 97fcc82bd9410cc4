/** One list of handlers and one of job kinds: each domain adds a line. */
import { accountHandlers } from '../accounts/handlers.ts'
import { organisationHandlers } from '../accounts/organisation-handlers.ts'
import { analyseJob } from '../analysis/analyse-job.ts'
import { recheckJob } from '../analysis/recheck-job.ts'
import { uploadHandlers } from '../analysis/upload-handlers.ts'
import { assistantHandlers } from '../assistant/handlers.ts'
import { assistantModelHandlers } from '../assistant/model/handlers.ts'
import { proposalHandlers } from '../assistant/proposals/handlers.ts'
import { caseHandlers } from '../cases/handlers.ts'
import { craHandlers } from '../cra/index.ts'
import { dependencyTrackHandlers } from '../dependency-track/handlers.ts'
import { documentHandlers } from '../documents/handlers.ts'
import { exchangeHandlers } from '../exchange/handlers.ts'
import { homeHandlers } from '../home/handlers.ts'
import { inventoryHandlers } from '../inventory/handlers.ts'
import type { AnyHandlers } from '../kernel/bind.ts'
import type { JobKind } from '../kernel/model.ts'
import { feddbHandlers } from '../knowledge/handlers.ts'
import { jobHandlers } from '../jobs/handlers.ts'
import { ledgerHandlers } from '../ledger/handlers.ts'
import { ledgerJobs } from '../ledger/verify-job.ts'
import { licenseHandlers } from '../licenses/handlers.ts'
import { noticeHandlers } from '../notices/webhook-handlers.ts'
import { policyHandlers } from '../policy/handlers.ts'
import { productHandlers } from '../products/handlers.ts'
import { publicHandlers } from '../public/handlers.ts'
import { openpgpHandlers } from '../public/openpgp-handlers.ts'
import { signJob } from '../public/sign-job.ts'
import { triageHandlers } from '../triage/handlers.ts'
import { vexHandlers } from '../triage/vex-handlers.ts'

export const handlers: AnyHandlers = {
  ...accountHandlers,
  ...organisationHandlers,
  ...jobHandlers,
  ...productHandlers,
  ...uploadHandlers,
  ...inventoryHandlers,
  ...dependencyTrackHandlers,
  ...caseHandlers,
  ...craHandlers,
  ...documentHandlers,
  ...triageHandlers,
  ...ledgerHandlers,
  ...licenseHandlers,
  ...policyHandlers,
  ...vexHandlers,
  ...homeHandlers,
  ...feddbHandlers,
  ...publicHandlers,
  ...openpgpHandlers,
  ...noticeHandlers,
  ...exchangeHandlers,
  ...assistantHandlers,
  ...assistantModelHandlers,
  ...proposalHandlers,
}

export const jobKinds: readonly JobKind[] = [...ledgerJobs, analyseJob, recheckJob, signJob]
