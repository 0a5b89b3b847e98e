interface Place {
  to: string;
  words: string;
}

/** The page on which a step of a playbook is done; undefined for one that is done elsewhere. */
export function placeOfStep(operation: string, connector: string): Place | undefined {
  const name = encodeURIComponent(connector);
  switch (operation) {
    case 'GetConnector':
    case 'TestConnector':
    case 'ResumeConnector':
      return { to: `/console/connectors/${name}`, words: 'Open the connector' };
    case 'ListDestinations':
      return { to: `/console/loops?provider=${name}&open=true`, words: 'Open its loops' };
    case 'PlanRetries':
      return { to: '/console/retry-plans', words: 'Open retry plans' };
    default:
      return undefined;
  }
}
