import Autosuggest, { type AutosuggestProps } from '@cloudscape-design/components/autosuggest';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { answerOf, api } from '../api/client';
import { reads } from '../api/queries';
import { useSession } from '../session/session';
import { useMessages } from './messages';
import { isFor, pages } from './pages';
import { isIndex, suggestionsFor } from './suggestions';

/** Takes a pasted id of any kind, an index of the log, or words, and goes there. Ctrl+K brings the cursor here. */
export function Search() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { may } = useSession();
  const { say } = useMessages();
  const [text, setText] = useState('');
  const input = useRef<AutosuggestProps.Ref>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        input.current?.focus();
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const connectors = queries.getQueryData(reads.connectors.queryKey)?.items.map((connector) => connector.name) ?? [];
  const suggestions = suggestionsFor(text, pages.filter((page) => isFor(page, may)), connectors);
  const go = async (chosen: string) => {
    const place = suggestions.find((suggestion) => suggestion.place === chosen)?.place ?? (isIndex(chosen.trim()) ? await entryAt(Number(chosen.trim())) : suggestions[0]?.place);
    if (place) {
      setText('');
      void navigate(place);
    } else if (chosen.trim() !== '') {
      say({ type: 'info', header: 'Nothing has that name', content: 'Paste an id as it is shown anywhere in Cavra, an index of the log, or type the name of a page or a connector.' });
    }
  };

  return (
    <Autosuggest
      ref={input}
      value={text}
      onChange={({ detail }) => setText(detail.value)}
      onSelect={({ detail }) => void go(detail.value)}
      onKeyDown={({ detail }) => {
        if (detail.key === 'Enter' && text.trim() !== '') {
          void go(text);
        }
      }}
      options={suggestions.map((suggestion) => ({ value: suggestion.place, label: suggestion.title, description: suggestion.kind }))}
      filteringType="manual"
      placeholder="Search, or paste any id   Ctrl K"
      ariaLabel="Search, or paste any id"
      enteredTextLabel={(value) => `Go to: ${value}`}
      hideEnteredTextOption
      empty={text.trim() === '' ? 'An id, an index of the log, a page or a connector' : 'Nothing has that name'}
    />
  );
}

/** The page of the entry at an index of the log; undefined if there is none. */
async function entryAt(index: number): Promise<string | undefined> {
  const later = await answerOf(api.GET('/evidence/entries', { params: { query: { since_index: index, limit: 1 } } })).catch(() => undefined);
  const place = async (offset: number) => (await answerOf(api.GET('/evidence/entries', { params: { query: { since_index: index, limit: 1, offset } } })).catch(() => undefined))?.items[0];
  const entry = later && later.total > 0 && !later.total_is_lower_bound ? await place(later.total - 1) : undefined;
  return entry?.sequence === index ? `/console/evidence/${entry.evidence_id}` : undefined;
}
