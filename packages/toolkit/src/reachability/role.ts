/** Whether a file belongs to the running product, to its build, or to its development: by its path. */
import { type PathRole, roleOf } from '../model/index.ts'

/** `build`: settings of a bundler or framework, whose packages may or may not end up in the product. */
export type Role = 'product' | 'build' | 'development'

/** Beneath these a folder named `tools`, `scripts`, `docs` or `examples` is a part of the product. */
const roots = new Set(['src', 'lib', 'app', 'internal', 'source', 'sources', 'cmd', 'pkg'])

const developmentName =
  /\.(?:stories|story|cy|bench|test-d)\.\w+$|^(?:setupTests|testSetup|test-setup|(?:jest|vitest|mocha)[.-]?setup)\b|^(?:noxfile|conftest|fabfile|toxfile)\.py$/i

/** Tools of development that read settings of their own; their files are known by name. */
const developmentTool =
  /^\.?(?:jest|vitest|karma|cypress|playwright|wdio|protractor|nightwatch|codecept|testcafe|ava|mocharc|nycrc|c8rc|eslint|eslintrc|prettier|prettierrc|stylelint|stylelintrc|commitlint|commitlintrc|lint-?staged|lintstagedrc|husky|knip|typedoc|jsdoc|release|releaserc|release-it|changelog|czrc|cz|renovate|dangerfile|depcheck|depcheckrc|syncpackrc|size-limit|lighthouserc|markdownlint|cspell|i18next-parser|i18next-scanner|plopfile|storybook|stryker|biome|oxlint|tslint|dependency-cruiser|nodemon|licensee|graphql-codegen|codegen|orval|openapi-ts)(?:[.-](?:[\w-]+[.-])*(?:config|conf|setup|workspace|rc)|rc)?(?:\.[\w-]+)?\.(?:[mc]?[jt]sx?|json[c5]?|ya?ml|toml)$|^\.?(?:eslintrc|prettierrc|stylelintrc|mocharc|nycrc|releaserc|lintstagedrc|commitlintrc|huskyrc)$/i

const buildFile =
  /^(?:[\w.-]*\.config|[\w-]+\.conf|gatsby-(?:config|node|browser|ssr)|gulpfile|gruntfile|jakefile|ember-cli-build|webpack[\w.-]*|rollup[\w.-]*|vite[\w.-]*|esbuild[\w.-]*|rspack[\w.-]*|babel[\w.-]*|metro[\w.-]*|brocfile|build)\.(?:[mc]?[jt]s)$|^\.babelrc(?:\.[mc]?js(?:on)?)?$|^\.(?:postcssrc|swcrc|browserslistrc)(?:\.\w+)?$|^setup\.py$/i

/** Programs beside the sources that look the sources over. */
const checkName = /^(?:check|lint|validate|verify)[-_][\w-]+\.[mc]?[jt]s$/i

/** Settings that the product itself reads when it runs. */
const ownSettings = /^(?:app|ecosystem|site|runtime|server|database|db|knexfile|drizzle|sentry)\b/i

export function roleOfSource(path: string): Role {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (isDevelopment(path, name)) return 'development'
  return buildFile.test(name) && !ownSettings.test(name) ? 'build' : 'product'
}

function isDevelopment(path: string, name: string): boolean {
  if (developmentTool.test(name) || developmentName.test(name) || path.includes('.storybook/')) return true
  const role = roleOf(path)
  if (role === 'test' || roleOf(name) === 'test') return true
  if (checkName.test(name) && !path.split('/').some((part) => roots.has(part))) return true
  const isMisc = misc.has(role) || /(?:^|\/)(?:[\w-]+-docs?|docs?-[\w-]+)\//.test(path)
  return isMisc && !isBeneathRoot(path)
}

const misc = new Set<PathRole>(['docs', 'example', 'tooling'])

function isBeneathRoot(path: string): boolean {
  const parts = path.split('/')
  const at = parts.findIndex((part) => roots.has(part.toLowerCase()))
  return at >= 0 && at < parts.findIndex((part, index) => index < parts.length - 1 && isMiscFolder(part))
}

function isMiscFolder(part: string): boolean {
  return misc.has(roleOf(`${part}/x.js`))
}
