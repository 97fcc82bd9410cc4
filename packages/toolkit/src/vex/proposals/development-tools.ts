/** Tables of facts about packages that development uses: which leave no code in the product, and which may. */

/** npm: they lint, test, watch, serve or publish; nothing that they load gets into what is shipped. */
const quietNpm =
  /^(?:eslint|eslint[-_].+|@eslint\/.+|@typescript-eslint\/.+|typescript-eslint|tslint|tslint-.+|stylelint|stylelint-.+|prettier|prettier-.+|standard|xo|jshint|markdownlint.*|htmlhint|cspell|jest|jest-.+|@jest\/.+|ts-jest|babel-jest|vue-jest|@vue\/test-utils|mocha|mocha-.+|chai|chai-.+|sinon|sinon-.+|nyc|c8|istanbul|vitest|@vitest\/.+|cypress|cypress-.+|@cypress\/.+|playwright|@playwright\/.+|puppeteer|karma|karma-.+|jasmine|jasmine-.+|protractor|nightwatch|webdriverio|@wdio\/.+|testcafe|ava|tap|tape|qunit|nock|supertest|msw|enzyme|enzyme-.+|@testing-library\/.+|husky|lint-staged|@commitlint\/.+|commitizen|cz-.+|semantic-release|@semantic-release\/.+|release-it|standard-version|conventional-.+|auto-changelog|lerna|nodemon|livereload|browser-sync|webpack-dev-server|http-server|live-server|concurrently|npm-run-all2?|wait-on|start-server-and-test|rimraf|del-cli|npm-check-updates|depcheck|madge|dependency-cruiser|license-checker.*|size-limit|@size-limit\/.+|typedoc|typedoc-.+|jsdoc|documentation|storybook|@storybook\/.+|chromatic|codecov|coveralls|snyk|@types\/.+|benchmark|tinybench)$/

/** npm: what they write, or a part of themselves, is shipped: compilers, bundlers, polyfills, helpers of generated code. */
const emitting =
  /^(?:@babel\/.+|babel-(?!jest).+|webpack|rollup|vite|esbuild|parcel|@parcel\/.+|@rollup\/.+|@swc\/.+|terser|uglify-js|uglify-es|closure-compiler|google-closure-compiler.*|svelte|@sveltejs\/.+|vue-template-compiler|vue-loader|@vue\/compiler-.+|serialize-javascript|style-loader|css-loader|html-webpack-plugin|html-loader|worker-loader|workbox-.+|postcss|postcss-.+|cssnano|sass|node-sass|less|stylus|tailwindcss|handlebars|handlebars-loader|pug|pug-.+|ejs|nunjucks|mustache|lodash\.template|typescript|tslib|core-js.*|regenerator-.+|.*polyfill.*|.*ponyfill.*|.*shim.*|.*browserify.*|node-libs-browser|.*-runtime|@emotion\/.+|systemjs|requirejs|almond|.*helpers?|mdx|@mdx-js\/.+|marked|markdown-it|highlight\.js|prismjs|shiki|electron|nw|pkg|nexe|@vercel\/(?:pkg|ncc)|next|nuxt|gatsby|@angular\/.+|@angular-devkit\/.+|react-scripts|@vue\/cli.*|@docusaurus\/.+|vitepress|vuepress|astro|hugo-.+)$/

/** Python, PHP and Ruby: the same as `quietNpm`. */
const quietOthers: Readonly<Record<string, RegExp>> = {
  pypi: /^(?:pytest|pytest-.+|tox|nox|coverage|pytest-cov|hypothesis|mock|responses|freezegun|factory-boy|faker|black|ruff|flake8|flake8-.+|pylint|pylint-.+|pycodestyle|pyflakes|isort|mypy|pyright|bandit|pre-commit|pyupgrade|yamllint|sphinx|sphinx-.+|mkdocs|mkdocs-.+|types-.+|ipython|ipdb|twine|bump2version|bumpversion|commitizen|vulture|codespell|djlint)$/,
  composer:
    /^(?:phpunit\/.+|squizlabs\/php_codesniffer|friendsofphp\/php-cs-fixer|phpstan\/.+|vimeo\/psalm|psalm\/.+|phpmd\/phpmd|phan\/phan|mockery\/mockery|fakerphp\/faker|fzaninotto\/faker|infection\/infection|behat\/.+|codeception\/.+|pestphp\/.+|rector\/rector|nunomaduro\/larastan|larastan\/larastan|laravel\/pint|laravel\/dusk|itsgoingd\/clockwork|slevomat\/coding-standard|overtrue\/phplint|brianium\/paratest|symfony\/phpunit-bridge)$/,
  gem: /^(?:rspec|rspec-.+|rubocop|rubocop-.+|minitest.*|capybara|selenium-webdriver|simplecov|factory_bot.*|faker|brakeman|bundler-audit|guard.*|pry.*|byebug|overcommit|cucumber.*|webmock|vcr|database_cleaner.*|letter_opener|spring.*|listen|rack-mini-profiler)$/,
}

/** Configurations of Gradle that no artefact is made from. */
export const quietGradle =
  /^(?:spotbugs|findbugs|checkstyle|pmd|jacoco(?:Agent|Ant)|detekt|ktlint|spotless.*|errorprone|kotlinCompiler.*|lintChecks|test(?!FixturesApi|FixturesRuntime).*|.*Test(?:Compile|Runtime)?(?:Classpath|Only|Implementation)|javadoc.*|dokka.*|jmh.*|pitest|cucumber.*|openapi.*|zinc|scalaStyle|codenarc|groovydoc)$/

/** Configurations of Gradle whose packages are shipped, or write code that is. */
export const shippedGradle =
  /compile|runtime|implementation|api|provided|processor|kapt|ksp|default|archives|boot|production|elements/i

export type ToolKind = 'quiet' | 'emitting' | 'unknown'

/** `name` with its namespace, as the ecosystem writes it. */
export function toolKind(type: string, name: string): ToolKind {
  if (type === 'npm') return quietNpm.test(name) ? 'quiet' : emitting.test(name) ? 'emitting' : 'unknown'
  return quietOthers[type]?.test(name) === true ? 'quiet' : 'unknown'
}
