/** One list of handlers and one of job kinds: each domain adds a line. */
import { caseHandlers } from '../cases/handlers.ts'
import { documentHandlers } from '../documents/handlers.ts'
import type { AnyHandlers } from '../kernel/bind.ts'
import type { JobKind } from '../kernel/model.ts'

export const handlers: AnyHandlers = {
  ...caseHandlers,
  ...documentHandlers,
}

export const jobKinds: readonly JobKind[] = []
