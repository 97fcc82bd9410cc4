/** SIG-REPO-PERMISSIONS: what manifests ask the platform for. */
import { type Signal, toSignalResult } from '../signal.ts'
import { readPermissions } from '../permissions/read-permissions.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-PERMISSIONS'
const unlimited = 'root without limits'

export const permissions: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ sources, tree }) => {
    const setup = readPermissions(sources(), tree)
    const facts = {
      permissions: setup.permissions
        .slice(0, 100)
        .map(({ platform, name, path, line }) => ({ platform, name: name.slice(0, 120), path, line })),
    }
    const broad = setup.permissions.filter((one) => one.isBroad)
    const places = (broad.length > 0 ? broad : setup.permissions)
      .slice(0, 20)
      .map(({ path, line }) => ({ path, line }))
    if (broad.length > 0) {
      const names = [...new Set(broad.map((one) => one.name))].slice(0, 5).join(', ')
      const statement = say`The product asks for permissions that reach far (${names}).`
      return toSignalResult(id, { state: 'contrary', statement, facts, evidence: places })
    }
    const first = setup.broken[0]
    if (setup.files.length === 0) {
      const reason =
        first === undefined
          ? say`the tree has no manifest that asks for permissions`
          : say`${first.path}: ${first.reason}`
      const statement = say`Which permissions the product asks for is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts, reason })
    }
    const named = setup.permissions.filter((one) => one.name !== unlimited)
    const bare = setup.permissions.length - named.length
    if (named.length === 0 && bare > 0) {
      const units = count(bare, 'systemd unit')
      const statement =
        bare === 1
          ? say`${units} runs a program as root and limits nothing.`
          : say`${units} run a program as root and limit nothing.`
      return toSignalResult(id, { state: 'absent', statement, facts, evidence: places })
    }
    const files = count(setup.files.length, 'manifest')
    const statement = say`${files} ${setup.files.length === 1 ? say`states` : say`state`} ${count(named.length, 'permission')} or ${named.length === 1 ? say`limit` : say`limits`}; none of them is one that reaches far.`
    const evidence = places.length > 0 ? places : setup.files.slice(0, 20).map((path) => ({ path, line: 1 }))
    return toSignalResult(id, { state: 'present', statement, facts, evidence })
  },
}
