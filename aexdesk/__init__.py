"""AExDesk: the desk an AliExpress Open Platform integrator keeps open all day."""

__version__ = "0.1.0"
