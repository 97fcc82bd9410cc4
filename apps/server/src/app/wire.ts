/** One list of handlers and one of job kinds: each domain adds a line. */
import type { AnyHandlers } from '../kernel/bind.ts'
import type { JobKind } from '../kernel/model.ts'

export const handlers: AnyHandlers = {}

export const jobKinds: readonly JobKind[] = []
