/** House rules that no linter knows: file heads, forbidden words, forbidden addresses. */

export interface RuleBreach {
  readonly rule: string
  readonly file: string
  readonly line: number
  readonly message: string
}

interface LineRule {
  readonly rule: string
  readonly pattern: RegExp
  readonly message: string
}

const lineRules: readonly LineRule[] = [
  {
    rule: 'unfinished',
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
    message: 'finish it, or open an issue and say so to the user',
  },
  {
    rule: 'locale-compare',
    pattern: /\.localeCompare\(/,
    message: 'sort by code unit: localeCompare differs between machines',
  },
  {
    rule: 'registry-host',
    pattern: /registry\.(npmjs|yarnpkg)|files\.pythonhosted|static\.crates\.io|repo1\.maven|repo\.maven/,
    message: 'no package-registry host in the project',
  },
  {
    rule: 'exit-in-library',
    pattern: /process\.exit\(/,
    message: 'only main decides the exit code, through process.exitCode',
  },
  {
    rule: 'empty-catch',
    pattern: /catch\s*(\([^)]*\))?\s*\{\s*\}/,
    message: 'a swallowed error is a defect: return a value or an issue',
  },
]

const namePattern = /(?:Impl|Manager|Helper|Service|Utils?)\b\s*[{=(<]/

export function checkRules(sources: ReadonlyMap<string, string>): readonly RuleBreach[] {
  return [...sources].flatMap(([file, text]) => [...checkHead(file, text), ...checkLines(file, text)])
}

function checkHead(file: string, text: string): RuleBreach[] {
  if (/\.test\.tsx?$|\/generated\/|\.d\.ts$/.test(file) || /^\/\*\*|^\/\/ /.test(text)) return []
  return [
    { rule: 'head', file, line: 1, message: 'begin the file with one sentence that says what it is for' },
  ]
}

function checkLines(file: string, text: string): RuleBreach[] {
  if (/\/generated\//.test(file)) return []
  return text.split('\n').flatMap((line, index) => {
    const at = { file, line: index + 1 }
    const found = lineRules
      .filter((rule) => rule.pattern.test(line))
      .map(({ rule, message }) => ({ rule, ...at, message }))
    const named = /^export (class|interface|function|const) \w+/.test(line) && namePattern.test(line)
    return named
      ? [
          ...found,
          {
            rule: 'name',
            ...at,
            message: 'name the role, not the pattern (Impl, Manager, Helper, Service, Util)',
          },
        ]
      : found
  })
}
