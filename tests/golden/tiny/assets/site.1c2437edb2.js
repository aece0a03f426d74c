// The other language shows the same view: what the address says after the path goes along.
for (const link of document.querySelectorAll(".switch a")) {
  link.addEventListener("click", () => {
    link.search = location.search;
    link.hash = location.hash;
  });
}
