// The number of this page: a second tap from it changes its answer and adds none. Drawn here and sent with the tap; Back and
// a reload bring it again with the page. Without a script the page works the same, but cannot know itself again.
const field = document.querySelector("input[name='page']");
const draw = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const number = history.state?.page ?? draw();
history.replaceState({ page: number }, "");
field.value = number;
