/** SIG-REPO-OPENAPI: described interfaces, and operations that everybody may call. */
import { type ApiOperation, type InterfaceSetup, readInterfaces } from '../interfaces/read-interfaces.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import type { SignalResult } from '../status.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-OPENAPI'

/** Calls that must be open to those who are not signed in yet. */
const open =
  /auth|login|logout|sign|token|session|register|password|reset|verify|invit|health|webhook|callback|public/i

export const openapi: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ sources, tree }) => judge(readInterfaces(sources(), tree)),
}

function judge({ files, operations, others, broken }: InterfaceSetup): SignalResult {
  const known = operations.filter((one) => one.isSecured !== 'unknown')
  const unsecured = known.filter((one) => one.isSecured === false)
  const total = operations.length + others
  const facts = {
    files: [...files],
    operations: total,
    unsecured: known.length === 0 ? null : unsecured.length,
  }
  if (files.length === 0) return toUnknown(broken[0])
  const doors = unsecured.filter(isDoor)
  if (doors.length > 0) {
    const statement = say`${count(doors.length, 'operation')} that ${doors.length === 1 ? say`changes or deletes` : say`change or delete`} data ${doors.length === 1 ? say`has` : say`have`} no security requirement, though the description knows security schemes.`
    const evidence = doors.slice(0, 20).map(({ path, line }) => ({ path, line }))
    return toSignalResult(id, { state: 'contrary', statement, facts, evidence })
  }
  const protection =
    known.length === 0
      ? say`what protects them is not described there`
      : say`${unsecured.length} of ${known.length} have no security requirement`
  const statement = say`${count(total, 'operation')} ${total === 1 ? say`is` : say`are`} described in ${count(files.length, 'file')}; ${protection}.`
  const evidence = files.slice(0, 20).map((path) => ({ path, line: 1 }))
  const isBare = known.length > 0 && unsecured.length === known.length
  const strength = isBare ? 'weak' : 'medium'
  return toSignalResult(id, { state: 'present', statement, facts, evidence, strength })
}

function isDoor(one: ApiOperation): boolean {
  return one.hasSchemes && ['put', 'patch', 'delete'].includes(one.method) && !open.test(one.route)
}

function toUnknown(lost: { readonly path: string; readonly reason: string } | undefined): SignalResult {
  const reason =
    lost === undefined
      ? say`the tree has no interface description that is read`
      : say`${lost.path}: ${lost.reason}`
  const statement = say`Which interfaces the product offers is unknown.`
  const facts = { files: [], operations: null, unsecured: null }
  return toSignalResult(id, { state: 'unknown', statement, facts, reason })
}
