// Names of services and procedures in the page's language, out of the branch's catalogue.

export function names(facts, language) {
  const services = new Map(facts.services.map((service) => [service.code, service]));
  const of = (code) => services.get(code) || addedSince(code, language);
  const procedureOf = ({ service, procedure }) => of(service).procedures.find(({ code }) => code === procedure);

  return {
    service: (code) => of(code).name[language],
    serviceShort: (code) => of(code).name_short[language],
    /** The procedure if the citizen chose one, else the service. */
    what: (ticket) => (procedureOf(ticket) || of(ticket.service)).name[language],
    /** Seconds that a ticket is expected to take, or null: the norm is that of one dossier. */
    norm: (ticket) => (procedureOf(ticket) || of(ticket.service)).norm_s * ticket.dossiers || null,
  };
}

// A service that was added after this page was loaded must not stop the desk: it shows its code.
function addedSince(code, language) {
  return { name: { [language]: code }, name_short: { [language]: code }, procedures: [] };
}
