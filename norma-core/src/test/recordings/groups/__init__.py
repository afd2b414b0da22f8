"""One file per group of cases. Each has cases(), and flavours(case, all): which recordings a case takes part in."""
