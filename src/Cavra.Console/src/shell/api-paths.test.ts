import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apiPaths } from '../../build/api-paths.ts';
import { pages } from './pages';

const document = JSON.parse(readFileSync(new URL('../../../../tests/Cavra.Api.Tests/OpenApi/openapi.json', import.meta.url), 'utf8')) as { paths: Record<string, unknown> };

test('The development server passes every path of the API on, and no page of the console', () => {
  const isApi = new RegExp(apiPaths);
  expect(Object.keys(document.paths).filter((path) => !isApi.test(path))).toEqual([]);
  expect(pages.map((page) => page.path).filter((path) => isApi.test(path))).toEqual([]);
});
