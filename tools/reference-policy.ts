/** The reference page of policies: facts, forms of a condition, a whole example; made from the code that reads them. */
import { defaultPolicyText, factTable } from '../packages/toolkit/src/policy/index.ts'

const forms = {
  flag: '`true`, `false`',
  number: '`{ above: 30 }`, `atLeast`, `below`, `atMost`; several mean all',
  text: 'a pattern with `*` for any characters, or a list of them',
  license: '`{ within: [ids] }`: can be fulfilled with these alone; `{ names: [ids] }`: names one of these',
} as const

export function policyPage(note: string): string {
  return `# Policy
${note}
\`.occtet/policy.yaml\` holds your rules; without it the default policy below holds. \`occtet policy init\` writes it as a file of
your own, \`check\` judges a tree, \`explain\` shows every rule and fact of one component or finding, \`test\` runs the tests beside it.
JSON Schema: [policy.json](generated/policy.json), [policy.test.json](generated/policy.test.json).

## A rule
| Member | Meaning |
|---|---|
| \`id\` | Letters, digits and \`-\`; exceptions and tests name it. |
| \`about\` | What it is judged on: every \`finding\`, every third-party \`component\`, or the \`product\` once. |
| \`category\` | \`risk\`, \`license\`, \`age\`, \`maintenance\`, \`unknown-data\`, \`decision\`, \`source\`; \`--fail-on license\` looks at these alone. |
| \`level\` | \`fail\` breaks the gate, \`warn\` and \`note\` are shown. |
| \`when\` | The condition that must not hold. |
| \`onUnknown\` | Where a fact that decides is unknown: \`breach\` (default for \`fail\`), \`warn\` (default else), \`pass\`. |
| \`because\`, \`hint\` | Why there is this rule; what to do. |

A condition names facts; several members mean all of them. \`all\` and \`any\` take lists of conditions, \`not\` takes one. Every fact may
also be asked for with \`known\` or \`unknown\`. An unknown fact makes its condition unknown, not false.

${Object.entries(factTable).map(tableOf).join('\n')}
## Exceptions
An exception names a rule, a package (\`purl\`, a pattern) or a \`vulnerability\`, its last day (\`until\`), a \`reason\` and who gave it (\`by\`).
Past its day it lifts nothing, and every report says so.

## Tests
\`.occtet/policy.test.yaml\`; facts that are not given are unknown. \`occtet policy test\` also names the rules that no case breaches or keeps.

\`\`\`yaml
schema: occtet.policy-test/1
cases:
  - name: exploited and not decided
    about: finding
    facts: { exploited: true, informational: 'no', decision: none }
    expect: { no-exploited: breach }
\`\`\`

## The default policy
\`\`\`yaml
${defaultPolicyText}\`\`\`
`
}

function tableOf([about, facts]: readonly [string, (typeof factTable)['finding']]): string {
  const rows = Object.entries(facts).map(
    ([name, { type, means }]) =>
      `| \`${name}\` | ${type.kind === 'choice' ? type.values.map((value) => `\`${value}\``).join(', ') : forms[type.kind]} | ${means} |`,
  )
  return `## Facts of a ${about}\n| Fact | May be asked for as | Means |\n|---|---|---|\n${rows.join('\n')}\n`
}
