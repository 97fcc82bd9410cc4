/** SIG-REPO-CI-SAST: does CI analyse the source for security flaws. */
import type { Inventory } from '../../model/index.ts'
import { type CiTool, staticAnalysers } from '../ci/tools.ts'
import { collectTools } from '../ci-tool-use.ts'
import type { Signal } from '../signal.ts'
import { say } from '../say.ts'

/** npm packages that teach ESLint to look for security flaws. */
const eslintPlugins = new Set([
  'pkg:npm/eslint-plugin-security',
  'pkg:npm/eslint-plugin-no-unsanitized',
  'pkg:npm/eslint-plugin-security-node',
  'pkg:npm/%40microsoft/eslint-plugin-sdl',
])

export const ciSast: Signal = {
  id: 'SIG-REPO-CI-SAST',
  looksFor: 'practice',
  collect: ({ ci, inventory }) =>
    collectTools(ci, {
      id: 'SIG-REPO-CI-SAST',
      what: say`static security analysis`,
      tools: hasEslintPlugin(inventory) ? [...staticAnalysers, eslintWithPlugin] : staticAnalysers,
      outside: say`analysis that is switched on in platform settings is not visible here`,
    }),
}

const eslintWithPlugin: CiTool = { name: 'ESLint with a security plugin', run: /^eslint\b/, fails: 'yes' }

function hasEslintPlugin(inventory: Inventory): boolean {
  return inventory.components.some(({ purl }) => eslintPlugins.has(purl.replace(/@[^@/]*$/, '')))
}
