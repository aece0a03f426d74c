// The other language shows the same view: what the address says after the path goes along.
for (const link of document.querySelectorAll(".switch a")) {
  link.addEventListener("click", () => {
    link.search = location.search;
    link.hash = location.hash;
  });
}

// Search is loaded when somebody is about to use it.
for (const form of document.querySelectorAll("form.search")) {
  form.addEventListener("focusin", async () => (await import("./finder.8c5ef960fa.js")).attach(form), { once: true });
}
