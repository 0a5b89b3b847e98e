import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useCollection } from '@cloudscape-design/collection-hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import type { WorkerRun } from '../../api/types';
import { shortened } from '../../parts/id';
import { Link } from '../../parts/link';
import { Panel } from '../../parts/panel';
import { Since } from '../../time/since';
import { compare, type ComparedRow, type Treatment } from './comparison';
import { comparisonWords, likenessWords } from './comparison-words';
import type { Pair } from './run-reads';

/** A dry run and a live run, destination by destination. */
export function ComparisonPanel({ query, missing }: { query: UseQueryResult<Pair>; missing: (pair: Pair) => string }) {
  return (
    <Panel title="Dry run and live run, side by side" what="the two runs" query={query}>
      {(pair) => pair.dry && pair.live
        ? <Compared dry={pair.dry} live={pair.live} />
        : <Box color="text-body-secondary">{missing(pair)}</Box>}
    </Panel>
  );
}

function Compared({ dry, live }: { dry: WorkerRun; live: WorkerRun }) {
  const rows = compare(dry, live);
  return (
    <SpaceBetween size="s">
      <div>
        Dry run <RunLink run={dry} />, <Since at={dry.started_at} />; live run <RunLink run={live} />, <Since at={live.started_at} />.
      </div>
      <Box variant="strong">{comparisonWords(rows, dry, live)}</Box>
      {rows.length > 0 ? <Rows rows={rows} /> : null}
    </SpaceBetween>
  );
}

function Rows({ rows }: { rows: readonly ComparedRow[] }) {
  const { items, collectionProps, paginationProps } = useCollection(rows, { pagination: { pageSize: 20 } });
  return (
    <Table
      {...collectionProps}
      variant="embedded"
      wrapLines
      items={items}
      trackBy="destination"
      ariaLabels={{ tableLabel: 'Dry run and live run by destination' }}
      header={<Header variant="h3" counter={`(${rows.length})`}>By destination</Header>}
      pagination={rows.length > 20 ? <Pagination {...paginationProps} /> : undefined}
      columnDefinitions={[
        { id: 'destination', header: 'Destination', isRowHeader: true, cell: Destination },
        { id: 'would', header: 'Dry run: would', cell: ({ would }) => <Treated treatment={would} /> },
        { id: 'did', header: 'Live run: did', cell: ({ did }) => <Treated treatment={did} /> },
      ]}
    />
  );
}

function RunLink({ run }: { run: WorkerRun }) {
  return <Link to={`/console/worker/runs/${run.run_id}`} label={`${run.dry_run ? 'Dry run' : 'Live run'} ${run.run_id}`}>{shortened(run.run_id)}</Link>;
}

function Destination({ connector, destination, likeness }: ComparedRow) {
  return (
    <>
      <Link to={`/console/loops/${destination}`} label={`Loop ${destination} of ${connector}, compared`}>{connector} {shortened(destination)}</Link>
      <Box {...(likeness === 'same' ? { variant: 'small', color: 'text-body-secondary' } : { variant: 'strong', display: 'block' })}>{likenessWords[likeness]}</Box>
    </>
  );
}

function Treated({ treatment }: { treatment: Treatment }) {
  return (
    <>
      {treatment.words}
      {treatment.reason ? <Box variant="small" color="text-body-secondary" display="block">{treatment.reason}</Box> : null}
    </>
  );
}
