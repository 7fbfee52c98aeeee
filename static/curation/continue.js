// Go on by itself, with an upload or a reading; without scripts the button does it.
"use strict";
document.querySelector("#continue button").click();
