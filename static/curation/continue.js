// Go on with an upload by itself; without scripts the button does it.
"use strict";
document.querySelector("#continue button").click();
