// The query page: one YASGUI that asks this server and nobody else, and a list of examples that fill a tab of it.
"use strict";

const endpoint = new URL("/sparql", location.href).href;
// Completion of prefixes, classes and properties would ask other servers.
Yasgui.Yasqe.defaults.autocompleters = ["variables"];
const select = document.getElementById("example");
const first = select.options[1].value;
Yasgui.Yasqe.defaults.value = first;

const yasgui = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint, method: "POST" },
  endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  copyEndpointOnNewTab: true,
  persistenceId: "guanxi",
});

select.addEventListener("change", () => {
  if (!select.value) return;
  const name = select.selectedOptions[0].dataset.name;
  const tab = yasgui.addTab(true, {
    name,
    requestConfig: { endpoint },
    yasqe: { value: select.value },
  });
  tab.setQuery(select.value);
  select.value = "";
});
