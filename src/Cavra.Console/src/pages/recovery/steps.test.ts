import { expect, test } from 'vitest';
import { placeOfStep } from './steps';

test('A step leads to the page where it is done, with the name kept apart from the address', () => {
  expect(placeOfStep('TestConnector', 'a/b')?.to).toBe('/console/connectors/a%2Fb');
  expect(placeOfStep('ListDestinations', 'siem')?.to).toBe('/console/loops?provider=siem&open=true');
  expect(placeOfStep('PlanRetries', 'siem')?.to).toBe('/console/retry-plans');
});

test('An operation that the console has no page for leads nowhere', () => {
  expect(placeOfStep('AskTheMoon', 'siem')).toBeUndefined();
});
