/** Table: the banners that scripts and style sheets for browsers carry in their first lines, with their npm names. */

export interface ScriptFact {
  readonly files: readonly string[]
  readonly name: string
  readonly banner: RegExp
}

const version = String.raw`v?(\d+\.\d+(?:\.\d+)?(?:-[0-9A-Za-z.]+)?)`

function banner(before: string): RegExp {
  return new RegExp(before + version)
}

function scripts(stem: string): readonly string[] {
  return [`${stem}.js`, `${stem}.min.js`, `${stem}-*.js`, `${stem}.slim*.js`, `${stem}.bundle*.js`]
}

export const scriptFacts: readonly ScriptFact[] = [
  {
    files: ['jquery-ui*.js', 'jquery.ui*.js', 'jquery-ui*.css'],
    name: 'jquery-ui',
    banner: banner('jQuery UI (?:- )?'),
  },
  { files: scripts('jquery'), name: 'jquery', banner: banner('jQuery (?:JavaScript Library )?') },
  { files: scripts('jquery-migrate'), name: 'jquery-migrate', banner: banner('jQuery Migrate - ') },
  {
    files: [...scripts('bootstrap'), 'bootstrap.css', 'bootstrap.min.css'],
    name: 'bootstrap',
    banner: banner(String.raw`Bootstrap\s+`),
  },
  { files: scripts('angular'), name: 'angular', banner: banner('AngularJS ') },
  { files: scripts('vue'), name: 'vue', banner: banner(String.raw`(?:Vue\.js|vue) `) },
  {
    files: scripts('moment'),
    name: 'moment',
    banner: banner(String.raw`moment(?:\.js)?\s+\/\/! version : `),
  },
  {
    files: scripts('lodash'),
    name: 'lodash',
    banner: banner(String.raw`(?:[Ll]odash|lodash\.com license \S*) `),
  },
  { files: scripts('underscore'), name: 'underscore', banner: banner(String.raw`Underscore\.js `) },
  { files: scripts('backbone'), name: 'backbone', banner: banner(String.raw`Backbone\.js `) },
  { files: scripts('handlebars'), name: 'handlebars', banner: banner('handlebars ') },
  { files: scripts('purify'), name: 'dompurify', banner: banner('DOMPurify ') },
  { files: scripts('knockout'), name: 'knockout', banner: banner('Knockout JavaScript library ') },
  { files: scripts('d3'), name: 'd3', banner: banner(String.raw`https?:\/\/d3js\.org(?:\/)? `) },
  { files: [...scripts('react'), 'react.production.min.js'], name: 'react', banner: banner('React ') },
]
