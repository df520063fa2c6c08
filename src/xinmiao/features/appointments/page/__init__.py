"""The pages of appointments: the calendar and its lists, a teacher's requests, the panels on other pages."""

from xinmiao.features.appointments.page.calendar_page import AppointmentsPage
from xinmiao.features.appointments.page.day_panel import DayPanel
from xinmiao.features.appointments.page.own import OwnRequestsPage
from xinmiao.features.appointments.page.panel import AppointmentPanel

__all__ = ["AppointmentPanel", "AppointmentsPage", "DayPanel", "OwnRequestsPage"]
