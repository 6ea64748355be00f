"""What an NGO and the customer write to each other about one application, from the opening on."""
